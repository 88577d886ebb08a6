package main

import (
	"bytes"
	"encoding/binary"
)

// icnsTypes name the PNG images of an ICNS file by their size in pixels.
var icnsTypes = map[int]string{16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09"}

// icns packs PNG images into an ICNS file, which macOS reads since 10.7: a type
// and a length of 4 bytes each before the whole and before every image.
func icns(images []image) []byte {
	var body bytes.Buffer
	for _, img := range images {
		body.Write(chunk(icnsTypes[img.size], img.png))
	}
	return chunk("icns", body.Bytes())
}

func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32([]byte(kind), uint32(8+len(data)))
	return append(out, data...)
}
