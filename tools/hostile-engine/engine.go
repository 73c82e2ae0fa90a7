package main

import (
	"fmt"
	"sync"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

// The whole state. Commands come in order, packets at any time.
type engine struct {
	mutex   sync.Mutex
	peers   map[string]*peer
	tracks  map[string]*outgoing
	sources map[string]*incoming
}

func (e *engine) do(asked command) (map[string]any, error) {
	if asked.Do == "open" {
		return nil, e.open(asked.Peer, asked.Address)
	}
	if asked.Do == "feed" {
		return nil, e.feed(asked.Track, asked.Source)
	}
	if asked.Do == "play" {
		return nil, e.play(asked)
	}
	if asked.Do == "key" {
		return nil, e.askKeyFrame(asked.Source)
	}
	e.mutex.Lock()
	one := e.peers[asked.Peer]
	e.mutex.Unlock()
	if one == nil {
		return nil, fmt.Errorf("there is no peer %q", asked.Peer)
	}
	switch asked.Do {
	case "hear-offer":
		return one.hearOffer(asked.SDP)
	case "answer":
		return one.answer()
	case "offer":
		return one.offer(asked.Restart)
	case "hear-answer":
		return nil, one.connection.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: asked.SDP})
	case "candidate":
		return nil, one.connection.AddICECandidate(webrtc.ICECandidateInit{Candidate: asked.Candidate})
	case "add":
		return one.add(asked)
	case "remove":
		return nil, one.remove(asked.Track)
	case "channel":
		return nil, one.makeChannel(asked.Label, asked.Lossy)
	case "send":
		return nil, one.send(asked.Label, asked.Data)
	case "close":
		e.mutex.Lock()
		delete(e.peers, asked.Peer)
		e.mutex.Unlock()
		return nil, one.connection.Close()
	}
	return nil, fmt.Errorf("unknown command %q", asked.Do)
}

// Feeds this outgoing track from that incoming one.
func (e *engine) feed(track, source string) error {
	e.mutex.Lock()
	to := e.tracks[track]
	e.mutex.Unlock()
	if to == nil {
		return fmt.Errorf("there is no outgoing track %q", track)
	}
	to.takeFrom(source)
	if source == "" {
		return nil
	}
	return e.askKeyFrame(source)
}

// Sends the test's own frames as that track.
func (e *engine) play(asked command) error {
	e.mutex.Lock()
	to := e.tracks[asked.Track]
	e.mutex.Unlock()
	if to == nil {
		return fmt.Errorf("there is no outgoing track %q", asked.Track)
	}
	go func() {
		to.play(asked.Frames, asked.EveryMs)
		say(map[string]any{"kind": "played", "peer": asked.Peer, "track": asked.Track})
	}()
	return nil
}

// Asks the sender of this track for a key frame.
func (e *engine) askKeyFrame(source string) error {
	e.mutex.Lock()
	from := e.sources[source]
	e.mutex.Unlock()
	if from == nil {
		return fmt.Errorf("there is no incoming track %q", source)
	}
	if from.track.Kind() != webrtc.RTPCodecTypeVideo {
		return nil
	}
	return from.peer.connection.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: uint32(from.track.SSRC())}})
}

// Passes a packet to every outgoing track that its source feeds.
func (e *engine) takers(source string) []*outgoing {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	var found []*outgoing
	for _, track := range e.tracks {
		if track.source() == source {
			found = append(found, track)
		}
	}
	return found
}
