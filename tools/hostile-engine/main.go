// The media half of a hostile engine, for tests alone: peer connections that record every frame and message that they
// are sent, and send what the test says, as any track. The test drives it
// with one JSON object a line: commands on stdin are answered on stdout by number, and events are
// written there, too. It ends with its stdin.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

// A command; each uses the fields that it needs.
type command struct {
	ID      int    `json:"id"`
	Do      string `json:"do"`
	Peer    string `json:"peer"`
	Address string `json:"address"`
	SDP     string `json:"sdp"`
	// An ICE candidate as browsers write it.
	Candidate string `json:"candidate"`
	// Of an outgoing track: our own name for it, what stands in the SDP as its msid, and its codec's MIME type.
	Track  string `json:"track"`
	Stream string `json:"stream"`
	Label  string `json:"label"`
	Mime   string `json:"mime"`
	// The incoming track from which an outgoing one takes its packets; empty: none.
	Source string `json:"source"`
	// Frames to send, each whole, and how many milliseconds lie between two.
	Frames  [][]byte `json:"frames"`
	EveryMs int      `json:"everyMs"`
	Data    []byte   `json:"data"`
	Restart bool     `json:"restart"`
	Lossy   bool     `json:"lossy"`
}

var output = struct {
	sync.Mutex
	*json.Encoder
}{Encoder: json.NewEncoder(os.Stdout)}

// One object a line.
func say(what map[string]any) {
	output.Lock()
	defer output.Unlock()
	if output.Encode(what) != nil {
		os.Exit(1)
	}
}

func main() {
	engine := &engine{peers: map[string]*peer{}, tracks: map[string]*outgoing{}, sources: map[string]*incoming{}}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var asked command
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		answer, err := engine.do(asked)
		if answer == nil {
			answer = map[string]any{}
		}
		answer["id"] = asked.ID
		if err != nil {
			answer["error"] = err.Error()
		}
		say(answer)
	}
}
