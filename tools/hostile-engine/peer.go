package main

import (
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

// One peer connection with a browser, as an engine has it: ICE lite, on one address.
type peer struct {
	name       string
	engine     *engine
	connection *webrtc.PeerConnection
	mutex      sync.Mutex
	channels   map[string]*webrtc.DataChannel
	waiting    map[string][][]byte
}

func (e *engine) open(name, address string) error {
	media := &webrtc.MediaEngine{}
	if err := registerCodecs(media); err != nil {
		return err
	}
	interceptors := &interceptor.Registry{}
	if err := webrtc.RegisterDefaultInterceptors(media, interceptors); err != nil {
		return err
	}
	settings := webrtc.SettingEngine{}
	settings.SetLite(true)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetIPFilter(func(ip net.IP) bool { return ip.String() == address })
	api := webrtc.NewAPI(webrtc.WithMediaEngine(media), webrtc.WithInterceptorRegistry(interceptors), webrtc.WithSettingEngine(settings))
	connection, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return err
	}
	one := &peer{name: name, engine: e, connection: connection, channels: map[string]*webrtc.DataChannel{}, waiting: map[string][][]byte{}}
	connection.OnTrack(func(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) { one.receive(track, receiver) })
	connection.OnDataChannel(one.adopt)
	connection.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		say(map[string]any{"kind": "state", "peer": name, "state": state.String()})
	})
	e.mutex.Lock()
	e.peers[name] = one
	e.mutex.Unlock()
	return nil
}

// The codecs that the media client wants, with the numbers that Chromium gives them.
func registerCodecs(media *webrtc.MediaEngine) error {
	feedback := []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}, {Type: "transport-cc"}}
	audio := []webrtc.RTPCodecParameters{
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1"}, PayloadType: 111},
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: "audio/red", ClockRate: 48000, Channels: 2, SDPFmtpLine: "111/111"}, PayloadType: 63},
	}
	video := []webrtc.RTPCodecParameters{
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000, RTCPFeedback: feedback}, PayloadType: 96},
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP9, ClockRate: 90000, SDPFmtpLine: "profile-id=0", RTCPFeedback: feedback}, PayloadType: 98},
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000, SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f", RTCPFeedback: feedback}, PayloadType: 108},
		{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeAV1, ClockRate: 90000, RTCPFeedback: feedback}, PayloadType: 45},
	}
	for _, codec := range audio {
		if err := media.RegisterCodec(codec, webrtc.RTPCodecTypeAudio); err != nil {
			return err
		}
	}
	for _, codec := range video {
		if err := media.RegisterCodec(codec, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return media.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: sdp.AudioLevelURI}, webrtc.RTPCodecTypeAudio)
}

// Takes a browser's offer. Between this and the answer, tracks can be added on the sections that it has for them.
func (p *peer) hearOffer(text string) (map[string]any, error) {
	err := p.connection.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: text})
	free := map[string]int{"audio": 0, "video": 0}
	for _, section := range p.connection.GetTransceivers() {
		if isFree(section) {
			free[section.Kind().String()]++
		}
	}
	return map[string]any{"free": free}, err
}

// Whether a browser offered this section to receive on, and nothing is sent there yet.
func isFree(section *webrtc.RTPTransceiver) bool {
	return section.Mid() != "" && section.Sender() == nil && section.Direction() == webrtc.RTPTransceiverDirectionSendonly
}

func (p *peer) answer() (map[string]any, error) {
	answer, err := p.connection.CreateAnswer(nil)
	if err != nil {
		return nil, err
	}
	return p.describe(answer)
}

func (p *peer) offer(restart bool) (map[string]any, error) {
	offer, err := p.connection.CreateOffer(&webrtc.OfferOptions{ICERestart: restart})
	if err != nil {
		return nil, err
	}
	return p.describe(offer)
}

// Sets our own description and gives it with all candidates, and on which section each of our tracks stands.
func (p *peer) describe(own webrtc.SessionDescription) (map[string]any, error) {
	gathered := webrtc.GatheringCompletePromise(p.connection)
	if err := p.connection.SetLocalDescription(own); err != nil {
		return nil, err
	}
	<-gathered
	sections := map[string]string{}
	p.engine.mutex.Lock()
	defer p.engine.mutex.Unlock()
	for _, section := range p.connection.GetTransceivers() {
		for name, track := range p.engine.tracks {
			if section.Sender() != nil && section.Sender() == track.sender {
				sections[section.Mid()] = name
			}
		}
	}
	return map[string]any{"sdp": p.connection.LocalDescription().SDP, "sections": sections}, nil
}

// Adds an outgoing track. Stream and label stand in the description as its msid.
func (p *peer) add(asked command) (map[string]any, error) {
	local, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: asked.Mime}, asked.Label, asked.Stream)
	if err != nil {
		return nil, err
	}
	sender, err := p.connection.AddTrack(local)
	if err != nil {
		return nil, err
	}
	track := &outgoing{name: asked.Track, local: local, sender: sender}
	p.engine.mutex.Lock()
	p.engine.tracks[asked.Track] = track
	p.engine.mutex.Unlock()
	go p.hearWishes(track)
	return nil, nil
}

// Passes a request for a key frame on to the sender.
func (p *peer) hearWishes(track *outgoing) {
	for {
		packets, _, err := track.sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			switch packet.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				if source := track.source(); source != "" {
					_ = p.engine.askKeyFrame(source)
				}
			}
		}
	}
}

func (p *peer) remove(name string) error {
	p.engine.mutex.Lock()
	track := p.engine.tracks[name]
	delete(p.engine.tracks, name)
	p.engine.mutex.Unlock()
	if track == nil {
		return fmt.Errorf("there is no outgoing track %q", name)
	}
	return p.connection.RemoveTrack(track.sender)
}

func (p *peer) makeChannel(label string, lossy bool) error {
	ordered := !lossy
	options := &webrtc.DataChannelInit{Ordered: &ordered}
	if lossy {
		options.MaxRetransmits = new(uint16)
	}
	channel, err := p.connection.CreateDataChannel(label, options)
	if err == nil {
		p.adopt(channel)
	}
	return err
}

func (p *peer) adopt(channel *webrtc.DataChannel) {
	label := channel.Label()
	channel.OnOpen(func() {
		say(map[string]any{"kind": "channel", "peer": p.name, "label": label})
		p.mutex.Lock()
		p.channels[label] = channel
		waiting := p.waiting[label]
		delete(p.waiting, label)
		p.mutex.Unlock()
		for _, data := range waiting {
			_ = channel.Send(data)
		}
	})
	channel.OnMessage(func(message webrtc.DataChannelMessage) {
		say(map[string]any{"kind": "message", "peer": p.name, "label": label, "data": message.Data})
	})
}

// Sent before the channel is open: goes out when it opens.
func (p *peer) send(label string, data []byte) error {
	p.mutex.Lock()
	channel := p.channels[label]
	if channel == nil {
		p.waiting[label] = append(p.waiting[label], data)
	}
	p.mutex.Unlock()
	if channel == nil {
		return nil
	}
	if channel.ReadyState() != webrtc.DataChannelStateOpen {
		return errors.New("that data channel is not open")
	}
	return channel.Send(data)
}
