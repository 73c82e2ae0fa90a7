package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/pion/ice/v4"
)

// What each half tells the other, one line each: first this one, then the server's.
type half struct {
	Ufrag    string `json:"ufrag"`
	Password string `json:"password"`
	// "candidate:…" lines of the answer.
	Candidates []string `json:"candidates,omitempty"`
}

// Connected is the third line, once the agent has nominated a pair.
type connected struct {
	Local  string `json:"local"`
	Remote string `json:"remote"`
}

// connect is a page's half of a beacon: it says its username and password, reads the server's, connects from this address,
// and then answers what comes until standard input ends.
func connect(address string, input io.Reader, output io.Writer) error {
	socket, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.ParseIP(address)})
	if err != nil {
		return err
	}
	agent, err := ice.NewAgentWithOptions(
		ice.WithNetworkTypes([]ice.NetworkType{ice.NetworkTypeUDP4, ice.NetworkTypeUDP6}),
		ice.WithCandidateTypes([]ice.CandidateType{ice.CandidateTypeHost}),
		ice.WithMulticastDNSMode(ice.MulticastDNSModeDisabled),
		ice.WithIncludeLoopback(),
		// pion gathers no ::1 by itself.
		ice.WithUDPMux(ice.NewUDPMuxDefault(ice.UDPMuxParams{UDPConn: socket})),
	)
	if err != nil {
		return err
	}
	defer agent.Close()
	ufrag, password, err := agent.GetLocalUserCredentials()
	if err != nil {
		return err
	}
	said := json.NewEncoder(output)
	if err := said.Encode(half{Ufrag: ufrag, Password: password}); err != nil {
		return err
	}
	lines := bufio.NewReader(input)
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return err
	}
	var server half
	if err := json.Unmarshal(line, &server); err != nil {
		return err
	}
	if err := gather(agent); err != nil {
		return err
	}
	for _, text := range server.Candidates {
		candidate, err := ice.UnmarshalCandidate(text)
		if err != nil {
			return err
		}
		if err := agent.AddRemoteCandidate(candidate); err != nil {
			return err
		}
	}
	deadline, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := agent.Dial(deadline, server.Ufrag, server.Password); err != nil {
		return err
	}
	pair, err := agent.GetSelectedCandidatePair()
	if err != nil {
		return err
	}
	if err := said.Encode(connected{pair.Local.Address(), pair.Remote.Address()}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, lines)
	return err
}

func gather(agent *ice.Agent) error {
	done := make(chan struct{})
	if err := agent.OnCandidate(func(candidate ice.Candidate) {
		if candidate == nil {
			close(done)
		}
	}); err != nil {
		return err
	}
	if err := agent.GatherCandidates(); err != nil {
		return err
	}
	select {
	case <-done:
		return nil
	case <-time.After(10 * time.Second):
		return fmt.Errorf("no candidates within 10 s")
	}
}
