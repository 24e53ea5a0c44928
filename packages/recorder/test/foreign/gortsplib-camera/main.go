// SPDX-License-Identifier: Apache-2.0

// One RTSP camera by gortsplib, the library under MediaMTX: gortsplib-camera FILE.h264 prints its address and
// sends the file, one slice per frame, at 25 frames per second from the first PLAY on.
package main

import (
	"bytes"
	"fmt"
	"log"
	"net"
	"os"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v5"
	"github.com/bluenviron/gortsplib/v5/pkg/base"
	"github.com/bluenviron/gortsplib/v5/pkg/description"
	"github.com/bluenviron/gortsplib/v5/pkg/format"
)

type camera struct {
	stream *gortsplib.ServerStream
	media  *description.Media
	format *format.H264
	nals   [][]byte
	once   sync.Once
}

func (c *camera) OnDescribe(*gortsplib.ServerHandlerOnDescribeCtx) (*base.Response, *gortsplib.ServerStream, error) {
	return &base.Response{StatusCode: base.StatusOK}, c.stream, nil
}

func (c *camera) OnSetup(*gortsplib.ServerHandlerOnSetupCtx) (*base.Response, *gortsplib.ServerStream, error) {
	return &base.Response{StatusCode: base.StatusOK}, c.stream, nil
}

func (c *camera) OnPlay(*gortsplib.ServerHandlerOnPlayCtx) (*base.Response, error) {
	// The stream reaches a player only after the answer to PLAY; a moment later every frame does.
	c.once.Do(func() { time.AfterFunc(200*time.Millisecond, func() { go c.send() }) })
	return &base.Response{StatusCode: base.StatusOK}, nil
}

func (c *camera) send() {
	encoder, err := c.format.CreateEncoder()
	if err != nil {
		log.Fatal(err)
	}
	start := time.Now()
	var unit [][]byte
	frame := 0
	for _, nal := range c.nals {
		unit = append(unit, nal)
		if kind := nal[0] & 0x1f; kind != 1 && kind != 5 {
			continue
		}
		time.Sleep(time.Until(start.Add(time.Duration(frame) * 40 * time.Millisecond)))
		packets, err := encoder.Encode(unit)
		if err != nil {
			log.Fatal(err)
		}
		for _, packet := range packets {
			packet.Timestamp = uint32(frame * 3600)
			if err := c.stream.WritePacketRTP(c.media, packet); err != nil {
				log.Fatal(err)
			}
		}
		unit = nil
		frame++
	}
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	c := &camera{nals: bytes.Split(file, []byte{0, 0, 0, 1})[1:]}
	c.format = &format.H264{PayloadTyp: 96, SPS: c.nals[0], PPS: c.nals[1], PacketizationMode: 1}
	c.media = &description.Media{Type: description.MediaTypeVideo, Formats: []format.Format{c.format}}

	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	address := port.Addr().String()
	port.Close()
	server := &gortsplib.Server{Handler: c, RTSPAddress: address}
	if err := server.Start(); err != nil {
		log.Fatal(err)
	}
	c.stream = &gortsplib.ServerStream{Server: server, Desc: &description.Session{Medias: []*description.Media{c.media}}}
	if err := c.stream.Initialize(); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("rtsp://%s/camera\n", address)
	log.Fatal(server.Wait())
}
