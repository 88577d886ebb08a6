package window

import (
	"fmt"
	"image/color"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/ui/window/kit"
)

// The matrix: each screen in a usual window and in a narrow one, light and
// dark, told line by line in testdata/matrix/SCREEN.txt: what is drawn, where,
// how large, and its colour in the light and in the dark theme. A difference
// reads like one in code, and costs a hundredth of a picture. UPDATE=1 writes
// the files. What has to be scrolled to is told as well.
func TestMatrix(t *testing.T) {
	type cell struct {
		screen, mode string
		width        float32
	}
	drew, widths := map[cell][]stroke{}, []float32{480, 360}
	for _, mode := range []string{kit.ThemeLight, kit.ThemeDark} { // each is put on once: that reads the fonts anew
		for _, sc := range screens {
			t.Run(mode+" "+sc.name, func(t *testing.T) {
				for _, width := range widths {
					s := newScreenIn(t, mode, width, 720, sc)
					s.unroll()
					drew[cell{sc.name, mode, width}] = drawn(s)
				}
			})
		}
	}
	for _, sc := range screens {
		t.Run(sc.name, func(t *testing.T) {
			var told strings.Builder
			for _, width := range widths {
				light, dark := drew[cell{sc.name, kit.ThemeLight, width}], drew[cell{sc.name, kit.ThemeDark, width}]
				if len(light) == 0 || len(light) != len(dark) {
					t.Fatalf("%v wide %d things are drawn in the light theme, %d in the dark one", width, len(light), len(dark))
				}
				fmt.Fprintf(&told, "%.0f wide\n", width)
				for i, l := range light {
					if l.what != dark[i].what {
						t.Errorf("%s is %s in the dark theme", l.what, dark[i].what)
					}
					fmt.Fprintf(&told, "%s %s %s\n", l.what, l.hue, dark[i].hue)
				}
			}
			compareText(t, filepath.Join("matrix", strings.ReplaceAll(sc.name, " ", "-")+".txt"), told.String())
		})
	}
}

// No file of the matrix is of a screen that is gone.
func TestMatrixIsNoLarger(t *testing.T) {
	files, err := filepath.Glob("testdata/matrix/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	for _, f := range files {
		left[filepath.Base(f)] = true
	}
	for _, sc := range screens {
		delete(left, strings.ReplaceAll(sc.name, " ", "-")+".txt")
	}
	if len(left) > 0 {
		t.Errorf("nothing shows %v", slices.Sorted(maps.Keys(left)))
	}
}

// compareText compares text with a file of testdata; UPDATE=1 writes it.
func compareText(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// stroke is one thing that is drawn.
type stroke struct{ what, hue string }

// unroll makes the window as high as what is in it, but for the list, whose rows
// are all alike.
func (s *stage) unroll() {
	for range 2 { // a wrapped text may be of another height in its place than it said
		size, more := s.Canvas.Size(), float32(0)
		each(s.top(), func(o fyne.CanvasObject) {
			if scroll, ok := o.(*container.Scroll); ok && scroll != s.scroll() && scroll.Direction == container.ScrollVerticalOnly {
				more = max(more, scroll.Content.MinSize().Height-scroll.Size().Height)
			}
		})
		if more <= 0 {
			return
		}
		s.Win.Resize(fyne.NewSize(size.Width, size.Height+more))
		s.Queue.Drain()
	}
}

// top is the topmost layer: a dialog or a menu, or the window itself.
func (s *stage) top() fyne.CanvasObject {
	if top := s.Win.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return s.Win.Canvas().Content()
}

// drawn is what is drawn of the topmost layer.
func drawn(s *stage) []stroke {
	var list []stroke
	seen(s.top(), s.Canvas.Size(), func(o fyne.CanvasObject, at fyne.Position) {
		if what, hue := strokeOf(o); what != "" && hue != "" {
			list = append(list, stroke{fmt.Sprintf("%s %.0f,%.0f %.0fx%.0f", what, at.X, at.Y, o.Size().Width, o.Size().Height), hue})
		}
	})
	return list
}

// seen visits what can be seen of o in a window of a size, with its place there.
func seen(o fyne.CanvasObject, window fyne.Size, visit func(fyne.CanvasObject, fyne.Position)) {
	clip := [2]fyne.Position{{}, fyne.NewPos(window.Width, window.Height)}
	var look func(o fyne.CanvasObject, within fyne.Position, clip [2]fyne.Position)
	look = func(o fyne.CanvasObject, within fyne.Position, clip [2]fyne.Position) {
		at := within.Add(o.Position())
		end := at.Add(o.Size())
		if !o.Visible() {
			return
		}
		if _, ok := o.(*container.Scroll); ok {
			clip[0] = fyne.NewPos(max(clip[0].X, at.X), max(clip[0].Y, at.Y))
			clip[1] = fyne.NewPos(min(clip[1].X, end.X), min(clip[1].Y, end.Y))
		}
		var inside []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			inside = o.Objects
		case fyne.Widget:
			inside = test.WidgetRenderer(o).Objects()
		default:
			if end.Y > clip[0].Y && at.Y < clip[1].Y && end.X > clip[0].X && at.X < clip[1].X {
				visit(o, at)
			}
		}
		for _, i := range inside {
			look(i, at, clip)
		}
	}
	look(o, fyne.Position{}, clip)
}

// strokeOf says what something is, and its colour; "" for what draws nothing.
func strokeOf(o fyne.CanvasObject) (what, hue string) {
	switch o := o.(type) {
	case *canvas.Text:
		if strings.TrimSpace(o.Text) == "" {
			return "", ""
		}
		style := ""
		if o.TextStyle.Bold {
			style = " bold"
		}
		if o.TextStyle.Monospace {
			style += " mono"
		}
		return fmt.Sprintf("text %q %v%s", kit.Fit(o.Text, o.TextSize, o.TextStyle, 480), o.TextSize, style), hex(o.Color)
	case *canvas.Rectangle:
		hue := hex(o.FillColor)
		if o.StrokeWidth > 0 {
			hue += "/" + hex(o.StrokeColor)
		}
		return "rectangle", strings.TrimSuffix(hue, "/")
	case *canvas.Circle:
		return "circle", hex(o.FillColor)
	case *canvas.Arc:
		return fmt.Sprintf("arc to %.0f°", o.EndAngle), hex(o.FillColor)
	case *canvas.Image:
		if o.Resource == nil {
			return "", ""
		}
		return "image", "·"
	}
	return "", ""
}

// hex writes a colour; "" for none.
func hex(c color.Color) string {
	if c == nil {
		return ""
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	if n.A == 0 {
		return ""
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", n.R, n.G, n.B, n.A)
}
