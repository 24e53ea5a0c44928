# SPDX-License-Identifier: Apache-2.0
"""One RTSP camera by GStreamer's RTSP server: gstreamer-camera.py FILE.mp4 h264|h265 [udp-only | KEY-AND-CERT.pem].

Prints its address. udp-only answers 461 to TCP; with a certificate it speaks RTSP over TLS alone.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)
path, codec = sys.argv[1], sys.argv[2]
way = sys.argv[3] if len(sys.argv) > 3 else ""
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f"( filesrc location={path} ! qtdemux ! {codec}parse ! rtp{codec}pay name=pay0 pt=96 )")
server = GstRtspServer.RTSPServer(address="127.0.0.1", service="0")
scheme = "rtsp"
if way == "udp-only":
    factory.set_protocols(GstRtsp.RTSPLowerTrans.UDP)
elif way:
    scheme = "rtsps"
    auth = GstRtspServer.RTSPAuth()
    auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(way))
    everybody = GstRtspServer.RTSPToken()
    everybody.set_string("media.factory.role", "everybody")
    auth.set_default_token(everybody)
    may = GstRtspServer.RTSPPermissions()
    may.add_permission_for_role("everybody", "media.factory.access", True)
    may.add_permission_for_role("everybody", "media.factory.construct", True)
    factory.set_permissions(may)
    server.set_auth(auth)
server.get_mount_points().add_factory("/camera", factory)
server.attach(None)
print(f"{scheme}://127.0.0.1:{server.get_bound_port()}/camera", flush=True)
GLib.MainLoop().run()
