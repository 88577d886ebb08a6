package main

import (
	"bytes"
	"encoding/binary"
)

// image is one size of an icon, in pixels, as a PNG.
type image struct {
	size int
	png  []byte
}

// ico packs PNG images into an ICO file, which Windows reads since Vista: a
// header of 6 bytes, an entry of 16 bytes an image, then the images.
func ico(images []image) []byte {
	var out bytes.Buffer
	put := func(v any) { _ = binary.Write(&out, binary.LittleEndian, v) } // a Buffer never fails
	put([3]uint16{0, 1, uint16(len(images))})                             // reserved, type icon, count
	offset := 6 + 16*len(images)
	for _, img := range images {
		side := uint8(img.size)         // 256 is written as 0
		put([4]uint8{side, side, 0, 0}) // width, height, no palette, reserved
		put([2]uint16{1, 32})           // planes, bits a pixel
		put([2]uint32{uint32(len(img.png)), uint32(offset)})
		offset += len(img.png)
	}
	for _, img := range images {
		out.Write(img.png)
	}
	return out.Bytes()
}
