package auth

import (
	"encoding/binary"
	"time"
)

// noteCode writes a note, or reads it back: the same calls, in the same order,
// do either, so each field is named once. Numbers are varints, and what has
// a length has it in front. A general encoding would learn these types at every
// start of the program, be there a note or not.
type noteCode struct {
	b       []byte // written so far, or left to be read
	reading bool
	broken  bool // when reading: what is read is worth nothing
}

func (c *noteCode) note(n *note) {
	format := int64(n.Format)
	c.number(&format)
	if n.Format = int(format); n.Format != noteFormat {
		c.broken = true
		return
	}
	count := c.count(len(n.Definitions))
	if c.reading {
		n.Definitions = make(map[string]digest, count)
		for range count {
			var id string
			var sum digest
			noteText(c, &id)
			c.bytes(sum[:])
			n.Definitions[id] = sum
		}
		n.Read = make([]noted, c.count(0))
	} else {
		for id, sum := range n.Definitions {
			noteText(c, &id)
			c.bytes(sum[:])
		}
		c.count(len(n.Read))
	}
	for i := range n.Read {
		c.stamp(&n.Read[i].Stamp)
		c.status(&n.Read[i].Status)
	}
}

func (c *noteCode) stamp(s *Stamp) {
	c.number(&s.Size)
	c.number(&s.Time)
	file := int64(s.File)
	c.number(&file)
	s.File = uint64(file)
}

func (c *noteCode) status(s *Status) {
	noteText(c, &s.ID)
	for _, t := range []*string{&s.Name, &s.Provider, &s.ProviderName, &s.Mark, &s.Color, &s.Host, &s.Issuer, &s.ClientID, &s.Subject} {
		noteText(c, t)
	}
	noteText(c, &s.Grant)
	noteText(c, &s.State)
	noteText(c, &s.ExpirySource)
	c.list(&s.Scopes)
	c.list(&s.Tags)
	c.instant(&s.ObtainedAt)
	c.instant(&s.ExpiresAt)
	c.flag(&s.Renewable)
	c.flag(&s.RenewAhead)
	c.flag(&s.Older)
	keep := int64(s.KeepFresh)
	c.number(&keep)
	s.KeepFresh = time.Duration(keep)
	troubled := s.Trouble != nil
	if c.flag(&troubled); !troubled {
		return
	}
	if c.reading {
		s.Trouble = new(Trouble)
	}
	c.trouble(s.Trouble)
}

func (c *noteCode) trouble(t *Trouble) {
	noteText(c, &t.Outcome)
	for _, s := range []*string{&t.Doing, &t.Host, &t.Code, &t.Description, &t.Reason} {
		noteText(c, s)
	}
	status, count := int64(t.Status), int64(t.Count)
	c.number(&status)
	c.number(&count)
	t.Status, t.Count = int(status), int(count)
	c.instant(&t.At)
	c.instant(&t.RetryAt)
	c.flag(&t.Told)
	noteText(c, &t.Helps)
}

func (c *noteCode) number(v *int64) {
	if !c.reading {
		c.b = binary.AppendVarint(c.b, *v)
		return
	}
	n, size := binary.Varint(c.b)
	if size <= 0 {
		c.broken, c.b = true, nil
		return
	}
	*v, c.b = n, c.b[size:]
}

// count writes n, or reads how many there are, each of which takes a byte at
// least.
func (c *noteCode) count(n int) int {
	v := int64(n)
	c.number(&v)
	if c.reading && (v < 0 || v > int64(len(c.b))) {
		c.broken, v = true, 0
	}
	return int(v)
}

func (c *noteCode) bytes(v []byte) {
	if !c.reading {
		c.b = append(c.b, v...)
		return
	}
	if len(c.b) < len(v) {
		c.broken, c.b = true, nil
		return
	}
	c.b = c.b[copy(v, c.b):]
}

func noteText[S ~string](c *noteCode, v *S) {
	n := c.count(len(*v))
	if !c.reading {
		c.b = append(c.b, *v...)
		return
	}
	*v, c.b = S(c.b[:n]), c.b[n:]
}

func (c *noteCode) list(v *[]string) {
	n := c.count(len(*v))
	if c.reading && n > 0 {
		*v = make([]string, n)
	}
	for i := range *v {
		noteText(c, &(*v)[i])
	}
}

// instant keeps UTC, which all instants of ours are in.
func (c *noteCode) instant(v *time.Time) {
	s, ns := v.Unix(), int64(v.Nanosecond())
	c.number(&s)
	c.number(&ns)
	if c.reading {
		*v = time.Unix(s, ns).UTC()
	}
}

func (c *noteCode) flag(v *bool) {
	var n int64
	if *v {
		n = 1
	}
	c.number(&n)
	*v = n == 1
}
