package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"net"

	"github.com/pion/ice/v4"
	"github.com/pion/stun/v3"
)

// Datagram is base64.
type message struct {
	Datagram []byte `json:"datagram"`
	Password string `json:"password"`
	Kind     string `json:"kind"`
	Username string `json:"username"`
	// What XOR-MAPPED-ADDRESS says; empty where there is none.
	Address string `json:"address"`
	Port    int    `json:"port"`
}

func kindOf(read *stun.Message) string {
	switch read.Type {
	case stun.BindingRequest:
		return "request"
	case stun.BindingSuccess:
		return "response"
	}
	return "other"
}

// readMessages reads a list of messages, checks signature and fingerprint, rebuilds each from its parts, and says
// what it read. An error where anything is not as pion would have it, byte for byte.
func readMessages(input io.Reader, output io.Writer) error {
	var given []message
	if err := json.NewDecoder(input).Decode(&given); err != nil {
		return err
	}
	for at := range given {
		if err := readOne(&given[at]); err != nil {
			return fmt.Errorf("message %d: %w", at, err)
		}
	}
	return json.NewEncoder(output).Encode(given)
}

func readOne(one *message) error {
	read := &stun.Message{Raw: bytes.Clone(one.Datagram)}
	if err := read.Decode(); err != nil {
		return err
	}
	integrity := stun.NewShortTermIntegrity(one.Password)
	if err := integrity.Check(read); err != nil {
		return err
	}
	if err := stun.Fingerprint.Check(read); err != nil {
		return err
	}
	again := stun.New()
	again.Type = read.Type
	again.TransactionID = read.TransactionID
	again.WriteHeader()
	for _, attribute := range read.Attributes {
		if attribute.Type != stun.AttrMessageIntegrity && attribute.Type != stun.AttrFingerprint {
			again.Add(attribute.Type, attribute.Value)
		}
	}
	if err := integrity.AddTo(again); err != nil {
		return err
	}
	if err := stun.Fingerprint.AddTo(again); err != nil {
		return err
	}
	if !bytes.Equal(again.Raw, one.Datagram) {
		return fmt.Errorf("made anew it is\n%x, not\n%x", again.Raw, one.Datagram)
	}
	one.Kind = kindOf(read)
	var username stun.Username
	if username.GetFrom(read) == nil {
		one.Username = username.String()
	}
	var mapped stun.XORMappedAddress
	if mapped.GetFrom(read) == nil {
		one.Address, one.Port = mapped.IP.String(), mapped.Port
	}
	return nil
}

func makeMessages(random *rand.Rand, count int) ([]message, error) {
	made := make([]message, 0, count)
	for range count {
		one, err := makeOne(random)
		if err != nil {
			return nil, err
		}
		made = append(made, one)
	}
	return made, nil
}

func makeOne(random *rand.Rand) (message, error) {
	one := message{Kind: "request", Password: iceText(random, 22+random.Intn(60))}
	setters := []stun.Setter{transactionOf(random), stun.BindingRequest}
	if random.Intn(2) == 0 {
		one.Username = iceText(random, 4+random.Intn(60)) + ":" + iceText(random, 4+random.Intn(60))
		setters = append(setters, stun.NewUsername(one.Username), ice.AttrControlling(random.Uint64()),
			ice.PriorityAttr(random.Uint32()))
		if random.Intn(2) == 0 {
			setters = append(setters, ice.UseCandidate())
		}
	} else {
		ip := make(net.IP, []int{net.IPv4len, net.IPv6len}[random.Intn(2)])
		random.Read(ip)
		one.Kind, one.Address, one.Port = "response", ip.String(), random.Intn(1<<16)
		setters[1] = stun.BindingSuccess
		setters = append(setters, &stun.XORMappedAddress{IP: ip, Port: one.Port})
	}
	if random.Intn(3) == 0 {
		setters = append(setters, stun.NewSoftware(iceText(random, random.Intn(40))))
	}
	setters = append(setters, stun.NewShortTermIntegrity(one.Password), stun.Fingerprint)
	built, err := stun.Build(setters...)
	if err != nil {
		return one, err
	}
	one.Datagram = built.Raw
	return one, nil
}

func transactionOf(random *rand.Rand) stun.Setter {
	var id [stun.TransactionIDSize]byte
	random.Read(id[:])
	return stun.NewTransactionIDSetter(id)
}

func iceText(random *rand.Rand, length int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	text := make([]byte, length)
	for at := range text {
		text[at] = letters[random.Intn(len(letters))]
	}
	return string(text)
}
