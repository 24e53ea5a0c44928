-- The same comparison, for thousands of units at once: a list of ids is joined, not searched through for each row.
-- Compares units with their county: one code, or one name at similar addresses, or similar names at one address.
CREATE OR REPLACE FUNCTION mj_compare_units(ids uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS $$
  DELETE FROM unit_likeness l USING unnest(ids) AS i(id) WHERE l.first_unit_id = i.id;
  DELETE FROM unit_likeness l USING unnest(ids) AS i(id) WHERE l.second_unit_id = i.id;
  INSERT INTO unit_likeness (first_unit_id, second_unit_id, jurisdiction, because, likeness)
    SELECT DISTINCT ON (least(a, b), greatest(a, b)) least(a, b), greatest(a, b), place, because, likeness FROM (
      SELECT n.id AS a, o.id AS b, n.jurisdiction AS place, 'credit-code' AS because, 1::real AS likeness
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON o.credit_code = n.credit_code AND o.id <> n.id
         AND left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, CASE WHEN l.of_address = 1 THEN 'name-and-address' ELSE 'similar' END, l.of_address
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.name)) = md5(mj_fold(n.name)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.address), mj_fold(o.address)) AS of_address) AS l
       WHERE l.of_address >= 0.5
      UNION ALL
      SELECT n.id, o.id, n.jurisdiction, 'similar', l.of_name
        FROM unnest(ids) AS i(id) JOIN unit n ON n.id = i.id JOIN unit o ON left(o.jurisdiction, 6) = left(n.jurisdiction, 6)
         AND md5(mj_fold(o.address)) = md5(mj_fold(n.address)) AND o.id <> n.id,
        LATERAL (SELECT mj_likeness(mj_fold(n.name), mj_fold(o.name)) AS of_name) AS l
       WHERE l.of_name >= 0.6 AND l.of_name < 1
    ) AS pairs ORDER BY least(a, b), greatest(a, b), likeness DESC, because
    ON CONFLICT DO NOTHING
$$;
