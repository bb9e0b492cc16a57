// Checks a folder with a log, or a proof file, with the Go packages sumdb/note and sumdb/tlog
// (Debian: golang-golang-x-mod-dev), which Sluitend did not write.
//
//	verifylog FOLDER           opens every checkpoint, recomputes roots and tiles from the entries
//	verifylog FOLDER PROOF     checks a proof file against the log key of the folder
//
// SPDX-License-Identifier: EUPL-1.2
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found = append(found, s[index])
	}
	return found, nil
}

func main() {
	var err error
	switch len(os.Args) {
	case 2:
		err = checkLog(os.Args[1])
	case 3:
		err = checkProof(os.Args[1], os.Args[2])
	default:
		err = fmt.Errorf("a folder is expected, and perhaps a proof file")
	}
	if err != nil {
		fmt.Println("NOT VERIFIED:", err)
		os.Exit(1)
	}
	fmt.Println("verified")
}

func verifier(folder string) (note.Verifier, error) {
	vkey, err := os.ReadFile(filepath.Join(folder, "vkey"))
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(strings.TrimSpace(string(vkey)))
}

// open opens a checkpoint: origin, size and root, signed by the log.
func open(text []byte, key note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != key.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", key.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func path(level string, index, width int64) string {
	name := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		name = fmt.Sprintf("x%03d/%s", index%1000, name)
	}
	if width < 256 {
		name += fmt.Sprintf(".p/%d", width)
	}
	return "tile/" + level + "/" + name
}

// bundle reads entries, each with its length in front.
func bundle(file string) ([][]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is torn", file)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	return entries, nil
}

func checkLog(folder string) error {
	key, err := verifier(folder)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := open(text, key)
	if err != nil {
		return err
	}
	var hashes storage
	for n := int64(0); n < tree.N; {
		width := tree.N - n
		if width > 256 {
			width = 256
		}
		entries, err := bundle(filepath.Join(folder, path("entries", n/256, width)))
		if err != nil {
			return err
		}
		if int64(len(entries)) != width {
			return fmt.Errorf("a bundle of %d entries", len(entries))
		}
		for _, entry := range entries {
			added, err := tlog.StoredHashes(n, entry, hashes)
			if err != nil {
				return err
			}
			hashes = append(hashes, added...)
			n++
		}
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the entries make another root")
	}
	if err := checkTiles(folder, tree.N, hashes); err != nil {
		return err
	}
	return checkHistory(folder, key, tree, hashes)
}

func checkTiles(folder string, size int64, hashes storage) error {
	for level := 0; size>>(8*level) > 0; level++ {
		count := size >> (8 * level)
		for first := int64(0); first < count; first += 256 {
			width := count - first
			if width > 256 {
				width = 256
			}
			name := path(strconv.Itoa(level), first/256, width)
			tile, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				return err
			}
			var expected []byte
			for i := first; i < first+width; i++ {
				hash := hashes[tlog.StoredHashIndex(8*level, i)]
				expected = append(expected, hash[:]...)
			}
			if !bytes.Equal(tile, expected) {
				return fmt.Errorf("%s holds other hashes", name)
			}
		}
	}
	return nil
}

// checkHistory proves that the log still holds every checkpoint that it published.
func checkHistory(folder string, key note.Verifier, tree tlog.Tree, hashes storage) error {
	for page := 0; ; page++ {
		notes, err := bundle(filepath.Join(folder, "checkpoints", strconv.Itoa(page)))
		if os.IsNotExist(err) && page > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		for _, text := range notes {
			old, err := open(text, key)
			if err != nil {
				return err
			}
			proof, err := tlog.ProveTree(tree.N, old.N, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
				return fmt.Errorf("the log does not hold its checkpoint of size %d: %v", old.N, err)
			}
		}
	}
}

func checkProof(folder, file string) error {
	key, err := verifier(folder)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a proof file with an entry")
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	var content struct {
		Entry string `json:"entry"`
	}
	if err := json.Unmarshal(extra, &content); err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := open([]byte(checkpoint), key)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash([]byte(content.Entry)))
}
