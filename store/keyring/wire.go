//go:build !darwin && !windows

package keyring

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// The few messages of lookUp, as the D-Bus Specification writes them ("Message
// Protocol"). The module's own connection takes four round trips, three
// goroutines and reflection for the same, more than all the rest of handing out
// a token.

// wire is a message, or a part of one, that is being written. Lengths and
// numbers are little-endian and stand at multiples of their size, counted from
// the message's or the body's start, which is at a multiple of 8.
type wire []byte

func (w *wire) align(n int) {
	for len(*w)%n != 0 {
		*w = append(*w, 0)
	}
}

func (w *wire) number(n int) {
	w.align(4)
	*w = binary.LittleEndian.AppendUint32(*w, uint32(n))
}

func (w *wire) text(s string) {
	w.number(len(s))
	*w = append(append(*w, s...), 0)
}

func (w *wire) signature(s string) { *w = append(append(append(*w, byte(len(s))), s...), 0) }

// array writes what fill adds behind its length; align is of an element.
func (w *wire) array(align int, fill func()) {
	w.number(0)
	at := len(*w)
	w.align(align)
	start := len(*w)
	fill()
	binary.LittleEndian.PutUint32((*w)[at-4:], uint32(len(*w)-start))
}

// What stands in a message's head.
const (
	typeCall, typeReply = 1, 2

	fieldPath, fieldInterface, fieldMember, fieldReplyTo, fieldDestination, fieldSignature = 1, 2, 3, 5, 6, 8
)

// question is a method call.
type question struct {
	to, path, in, method string
	signature            string // of body
	body                 wire
}

// message writes q with its number.
func (q question) message(serial int) []byte {
	w := wire{'l', typeCall, 0, 1}
	w.number(len(q.body))
	w.number(serial)
	w.array(8, func() {
		field := func(code byte, kind, value string) {
			w.align(8)
			w = append(w, code)
			w.signature(kind)
			if kind == "g" {
				w.signature(value)
			} else {
				w.text(value)
			}
		}
		field(fieldPath, "o", q.path)
		field(fieldInterface, "s", q.in)
		field(fieldMember, "s", q.method)
		field(fieldDestination, "s", q.to)
		if q.signature != "" {
			field(fieldSignature, "g", q.signature)
		}
	})
	w.align(8)
	return append(w, q.body...)
}

// errForm is an answer of a form that lookUp does not know.
var errForm = errors.New("an answer of another form")

// maxAnswer bounds a message, in bytes: an item of ours is a hundred.
const maxAnswer = 64 << 10

// answer is a message that came, as far as lookUp cares.
type answer struct {
	kind      byte
	to        int // the question's number
	signature string
	body      *reading
}

// nextAnswer reads one message.
func nextAnswer(r *bufio.Reader) (a answer, err error) {
	var fixed [16]byte
	if _, err := io.ReadFull(r, fixed[:]); err != nil {
		return a, err
	}
	body, fields := binary.LittleEndian.Uint32(fixed[4:]), binary.LittleEndian.Uint32(fixed[12:])
	if fixed[0] != 'l' || body > maxAnswer || fields > maxAnswer {
		return a, errForm
	}
	rest := make([]byte, (fields+7)/8*8+body)
	if _, err := io.ReadFull(r, rest); err != nil {
		return a, err
	}
	a.kind = fixed[1]
	head := &reading{b: rest[:fields]}
	for !head.broken && head.at < len(head.b) {
		head.align(8)
		code := head.octet()
		switch kind := head.signature(); {
		case kind == "u" && code == fieldReplyTo:
			a.to = head.number()
		case kind == "u":
			head.number()
		case kind == "g" && code == fieldSignature:
			a.signature = head.signature()
		case kind == "g":
			head.signature()
		case kind == "s", kind == "o":
			head.bytes(1)
		default:
			head.broken = true
		}
	}
	if head.broken {
		return a, errForm
	}
	a.body = &reading{b: rest[len(rest)-int(body):]}
	return a, nil
}

// reading is a part of a message that is being read. What does not fit makes it
// broken, and everything after that empty.
type reading struct {
	b      []byte
	at     int
	broken bool
}

// take returns the next n bytes.
func (r *reading) take(n int) []byte {
	if r.broken || n < 0 || n > len(r.b)-r.at {
		r.broken = true
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reading) align(n int) { r.take((n - r.at%n) % n) }

func (r *reading) octet() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reading) number() int {
	r.align(4)
	if b := r.take(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// bytes reads an array of bytes or, with an end of 1, a string and the zero
// behind it.
func (r *reading) bytes(end int) []byte {
	b := r.take(r.number())
	r.take(end)
	return b
}

func (r *reading) signature() string {
	b := r.take(int(r.octet()))
	r.take(1)
	return string(b)
}

// paths reads an array of object paths.
func (r *reading) paths() (all []string) {
	n := r.number()
	for end := r.at + n; !r.broken && r.at < end; {
		all = append(all, string(r.bytes(1)))
	}
	return all
}
