-- What citizens hand in is not read by who runs the system, whatever a route forgets.
CREATE POLICY not_for_who_runs_it ON camera_report AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (current_setting('mj.role', true) <> 'administrator');
CREATE POLICY not_for_who_runs_it ON footage_request AS RESTRICTIVE FOR SELECT TO mingjing_official
  USING (current_setting('mj.role', true) <> 'administrator');
