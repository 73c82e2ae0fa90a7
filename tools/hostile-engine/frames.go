package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// What one browser sends on one section, one of its sizes.
type incoming struct {
	name  string
	peer  *peer
	track *webrtc.TrackRemote
}

// Reports each frame, reassembled, and passes its packets on.
func (p *peer) receive(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	section := ""
	for _, one := range p.connection.GetTransceivers() {
		if one.Receiver() == receiver {
			section = one.Mid()
		}
	}
	source := &incoming{name: fmt.Sprintf("%s/%s/%s/%d", p.name, section, track.RID(), track.SSRC()), peer: p, track: track}
	p.engine.mutex.Lock()
	p.engine.sources[source.name] = source
	p.engine.mutex.Unlock()
	mime := strings.ToLower(track.Codec().MimeType)
	say(map[string]any{
		"kind": "track", "peer": p.name, "source": source.name, "section": section, "rid": track.RID(), "mime": mime,
		"stream": track.StreamID(), "label": track.ID(),
	})
	levelID := uint8(0)
	for _, extension := range receiver.GetParameters().HeaderExtensions {
		if extension.URI == sdp.AudioLevelURI {
			levelID = uint8(extension.ID)
		}
	}
	frame := []byte{}
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		for _, to := range p.engine.takers(source.name) {
			to.forward(source.name, packet)
		}
		// Packets without a payload are probes.
		if len(packet.Payload) == 0 {
			continue
		}
		mime = strings.ToLower(track.Codec().MimeType)
		frame = append(frame, payloadOf(mime, packet.Payload)...)
		if !strings.HasPrefix(mime, "audio/") && !packet.Marker {
			continue
		}
		said := map[string]any{"kind": "frame", "peer": p.name, "source": source.name, "mime": mime, "time": packet.Timestamp, "data": frame}
		if level := packet.GetExtension(levelID); levelID != 0 && len(level) == 1 {
			said["level"] = level[0] & 0x7f
		}
		say(said)
		frame = []byte{}
	}
}

// The payload without its descriptor, or as it came where that can't be read.
func payloadOf(mime string, packet []byte) []byte {
	var reader rtp.Depacketizer
	switch mime {
	case "video/vp8":
		reader = &codecs.VP8Packet{}
	case "video/vp9":
		reader = &codecs.VP9Packet{}
	case "video/h264":
		reader = &codecs.H264Packet{}
	case "video/av1":
		reader = &codecs.AV1Depacketizer{}
	default:
		return packet
	}
	payload, err := reader.Unmarshal(packet)
	if err != nil {
		return packet
	}
	return payload
}

// What one browser is sent as one track.
type outgoing struct {
	name   string
	local  *webrtc.TrackLocalStaticRTP
	sender *webrtc.RTPSender

	mutex sync.Mutex
	from  string
	// Of the last packet sent, and what is added to those of the present source so that they go on from there.
	sequence, addSequence uint16
	time, addTime         uint32
	current               string
}

func (o *outgoing) source() string {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.from
}

func (o *outgoing) takeFrom(source string) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.from = source
}

func (o *outgoing) forward(source string, packet *rtp.Packet) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.current != source {
		o.addSequence = o.sequence + 1 - packet.SequenceNumber
		o.addTime = o.time + 3000 - packet.Timestamp
		o.current = source
	}
	copied := rtp.Packet{Header: packet.Header, Payload: packet.Payload}
	copied.Extension, copied.Extensions, copied.Padding, copied.PaddingSize = false, nil, false, 0
	copied.SequenceNumber += o.addSequence
	copied.Timestamp += o.addTime
	o.sequence, o.time = copied.SequenceNumber, copied.Timestamp
	_ = o.local.WriteRTP(&copied)
}

func (o *outgoing) play(frames [][]byte, everyMs int) {
	codec := o.local.Codec()
	var payloader rtp.Payloader = &codecs.OpusPayloader{}
	rate := uint32(48000)
	if strings.EqualFold(codec.MimeType, webrtc.MimeTypeVP8) {
		payloader, rate = &codecs.VP8Payloader{EnablePictureID: true}, 90000
	}
	packetizer := rtp.NewPacketizer(1200, 0, 0, payloader, rtp.NewFixedSequencer(1), rate)
	o.takeFrom("")
	for _, frame := range frames {
		for _, packet := range packetizer.Packetize(frame, rate/1000*uint32(everyMs)) {
			o.forward("played", packet)
		}
		time.Sleep(time.Duration(everyMs) * time.Millisecond)
	}
}
