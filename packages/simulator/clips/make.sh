#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the clips of the simulated cameras anew: pictures and sound that ffmpeg draws itself, nobody's footage.
# Needs ffmpeg and ffprobe with libx264 and libx265, node, and two free fonts (DejaVu Sans Mono, Noto Serif CJK).
# A clip is two files: NAME.h264|h265 (Annex B, as the encoder gave it, without its SEI) and NAME.json (what
# ffprobe says of every packet: size in bytes, key frame or not, place in presentation order).
#
#   sh make.sh [NAME …]      all clips when no name is given
set -eu
cd "$(dirname "$0")"
MONO=${MONO:-/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf}
CJK=${CJK:-/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wanted=" $* "

# label SIZE TEXT: scene name on top, running clock and picture number below
label() {
  printf "drawtext=fontfile=%s:text='%s':x=20:y=16:fontsize=%s:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=8," "$CJK" "$2" "$1"
  printf "drawtext=fontfile=%s:text='%%{pts\\:hms} #%%{n}':x=20:y=h-th-24:fontsize=%s:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=8" "$MONO" "$1"
}

# clip NAME FPS SECONDS ENCODER "ENCODER OPTIONS" FILTERGRAPH
clip() {
  name=$1 fps=$2 seconds=$3 encoder=$4 options=$5 graph=$6
  case "$wanted" in "  " | *" $name "*) ;; *) return 0 ;; esac
  case "$encoder" in
    libx264) ext=h264 bsf=dump_extra=freq=keyframe,filter_units=remove_types=6 params=-x264-params ;;
    libx265) ext=h265 bsf=filter_units=remove_types=39-40 params=-x265-params ;;
  esac
  ffmpeg -nostdin -v error -y -filter_complex "$graph,format=yuv420p" -t "$seconds" -r "$fps" -an \
    -c:v "$encoder" -preset slow $params "$options" -bsf:v "$bsf" -f nut "$work/$name.nut"
  ffmpeg -nostdin -v error -y -i "$work/$name.nut" -c copy -f "$(echo $ext | sed s/h265/hevc/)" "$name.$ext"
  ffprobe -v error -select_streams v -show_entries packet=pts_time,size,flags:stream=width,height \
    -of json "$work/$name.nut" > "$work/$name.packets.json"
  node - "$work/$name.packets.json" "$name.$ext" "$fps" > "$name.json" <<'JS'
const [packetsFile, file, fps] = process.argv.slice(2);
const { packets, streams } = JSON.parse(require('node:fs').readFileSync(packetsFile, 'utf8'));
const order = packets.map((p) => Number(p.pts_time)).sort((a, b) => a - b);
const bytes = require('node:fs').statSync(file).size;
const frames = packets.map((p) => [Number(p.size), p.flags.includes('K') ? 1 : 0, order.indexOf(Number(p.pts_time))]);
if (frames.reduce((sum, [size]) => sum + size, 0) !== bytes) throw new Error(`${file}: packets do not add up to the file`);
const { width, height } = streams[0];
console.log(JSON.stringify({ file, framesPerSecond: Number(fps), width, height, frames }));
JS
  echo "$name: $(wc -c < "$name.$ext") bytes, $(grep -o '\],' "$name.json" | wc -l) + 1 frames"
}

# a gate: two walls, a barrier that opens and closes, two who walk past, a billboard that never rests
gate="color=0x86a8c4:s=1280x720:r=25,drawbox=y=470:w=1280:h=250:color=0x6f6f66:t=fill,drawbox=x=0:y=180:w=330:h=360:color=0x9c5a3c:t=fill,drawbox=x=950:y=180:w=330:h=360:color=0x9c5a3c:t=fill[w];\
testsrc2=s=256x144:r=25[t];color=crimson:s=620x22:r=25[a];color=navy:s=44x120:r=25[b];color=darkgreen:s=40x104:r=25[c];\
[w][t]overlay=x=37:y=230[p];[p][a]overlay=x=330:y='430-220*max(0,sin(2*PI*t/10))'[q];\
[q][b]overlay=x='mod(t*132,1320)-40':y='500+6*sin(2*PI*t)'[r];[r][c]overlay=x='1280-mod(t*264,1320)':y='590+6*sin(4*PI*t)',$(label 32 '演示 大门 DEMO GATE')"
lobby="mandelbrot=s=1280x720:r=25:start_scale=0.9:end_scale=0.75:end_pts=250:maxiter=300,$(label 32 '演示 大厅 DEMO LOBBY')"
# four cars on a marked car park, each back where it began after ten seconds
carpark="color=0x505850:s=1280x720:r=25,drawgrid=w=160:h=240:t=4:c=white@0.7[p];\
color=red:s=120x60:r=25[a];color=royalblue:s=140x64:r=25[b];color=orange:s=110x56:r=25[c];color=white:s=180x72:r=25[d];\
[p][a]overlay=x='mod(t*142,1420)-120':y=210[q];[q][b]overlay=x='1280-mod(t*284,1420)':y=290[r];\
[r][c]overlay=x='560+400*sin(2*PI*t/10)':y=530[s];[s][d]overlay=x=880:y='320+200*cos(2*PI*t/5)',$(label 32 '演示 停车场 DEMO CAR PARK')"
# a dark yard; a torch goes round once in ten seconds
night="color=0x101418:s=1280x720:r=8,drawbox=x=0:y=480:w=1280:h=240:color=0x181c20:t=fill,drawbox=x=900:y=180:w=260:h=300:color=0x20262c:t=fill[p];\
color=0xa0a8a0:s=140x140:r=8,format=yuva420p,geq=lum='lum(X,Y)':cb=128:cr=128:a='255*max(0,1-hypot(X-70,Y-70)/70)'[l];\
[p][l]overlay=x='570+420*sin(2*PI*t/10)':y='330+160*cos(2*PI*t/10)',$(label 32 '演示 后院（夜间） DEMO YARD AT NIGHT')"
small="testsrc=s=640x360:r=15,$(label 20 '演示 小画面 DEMO SMALL')"
bframes="testsrc2=s=640x360:r=25,$(label 20 '演示 B 帧 DEMO B-FRAMES')"
long="testsrc=s=640x360:r=10,$(label 20 '演示 长间隔 DEMO LONG GOP')"

x264="bframes=0:scenecut=0:ref=1:annexb=1"
x265="bframes=0:scenecut=0:ref=1:open-gop=0:repeat-headers=1:log-level=error:info=0"
clip gate        25 10 libx264 "crf=28:keyint=50:min-keyint=50:$x264" "$gate"
clip lobby       25 10 libx264 "crf=41:keyint=50:min-keyint=50:$x264" "$lobby"
clip car-park    25 10 libx264 "crf=26:keyint=50:min-keyint=50:slices=4:$x264" "$carpark"
clip night-yard   8 10 libx264 "crf=26:keyint=16:min-keyint=16:$x264" "$night"
clip small       15 10 libx264 "crf=28:keyint=30:min-keyint=30:$x264" "$small"
clip b-frames    25 10 libx264 "crf=33:keyint=50:min-keyint=50:scenecut=0:bframes=3:b-adapt=0:b-pyramid=normal:open-gop=0:annexb=1" "$bframes"
clip long-gop    10 60 libx264 "crf=33:keyint=infinite:$x264" "$long"
clip gate-h265   25 10 libx265 "crf=32:keyint=50:min-keyint=50:$x265" "$gate"
clip small-h265  15 10 libx265 "crf=30:keyint=30:min-keyint=30:$x265" "$small"
clip b-frames-h265 25 10 libx265 "crf=34:keyint=50:min-keyint=50:scenecut=0:bframes=3:b-adapt=0:open-gop=0:slices=2:repeat-headers=1:log-level=error:info=0" "$bframes"

# Sound: ten seconds of a quiet tone that beeps at every full second, mono.
case "$wanted" in "  " | *" sound "*)
  sound="aevalsrc='0.08*sin(2*PI*220*t)+0.3*sin(2*PI*880*t)*lt(mod(t,1),0.1)'"
  ffmpeg -nostdin -v error -y -f lavfi -i "$sound:s=8000:d=10" -c:a pcm_alaw -f alaw tone.pcma
  ffmpeg -nostdin -v error -y -f lavfi -i "$sound:s=8000:d=10" -c:a pcm_mulaw -f mulaw tone.pcmu
  ffmpeg -nostdin -v error -y -f lavfi -i "$sound:s=16000:d=10.24" -c:a aac -b:a 32k -f adts tone.aac
  ls -l tone.* ;;
esac
