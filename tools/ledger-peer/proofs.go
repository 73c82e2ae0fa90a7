package main

import (
	"encoding/json"
	"fmt"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proofs of single entries (c2sp.org/tlog-proof) by filippo.io/torchwood: made of the same parts, and checked offline.

type entryProof struct {
	Key        string   `json:"key"`
	Origin     string   `json:"origin"`
	Proof      []byte   `json:"proof"`
	Index      int64    `json:"index"`
	Extra      []byte   `json:"extra"`
	Hashes     [][]byte `json:"hashes"`
	Checkpoint []byte   `json:"checkpoint"`
}

type proofFound struct {
	// Why the proof doesn't hold; empty: it does.
	Fault string `json:"fault"`
	// The file that torchwood makes of the parts.
	Made []byte `json:"made"`
}

func checkProofs() error {
	var given []entryProof
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return err
	}
	all := make([]proofFound, len(given))
	for at, one := range given {
		if err := checkProof(one); err != nil {
			all[at].Fault = err.Error()
		}
		var hashes tlog.RecordProof
		for _, hash := range one.Hashes {
			hashes = append(hashes, tlog.Hash(hash))
		}
		all[at].Made = torchwood.FormatProofWithExtraData(one.Index, one.Extra, hashes, one.Checkpoint)
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func checkProof(given entryProof) error {
	verifier, err := note.NewVerifier(given.Key)
	if err != nil {
		return err
	}
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(given.Origin), torchwood.SingleVerifierPolicy(verifier))
	extra, err := torchwood.ProofExtraData(given.Proof)
	if err != nil {
		return err
	}
	var carried struct{ Leaf string }
	if err := json.Unmarshal(extra, &carried); err != nil {
		return fmt.Errorf("extra data: %w", err)
	}
	return torchwood.VerifyProof(policy, tlog.RecordHash([]byte(carried.Leaf)), given.Proof)
}
