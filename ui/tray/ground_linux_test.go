package tray

import (
	"bytes"
	"image/png"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/internal/testenv"
)

const (
	portalName = "org.freedesktop.portal.Desktop"
	portalPath = "/org/freedesktop/portal/desktop"
)

// preference stands for the portal that says which colours a person prefers.
type preference struct{ scheme uint32 }

// Read wraps its answer twice, as the portal does.
func (p preference) Read(_, _ string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(dbus.MakeVariant(p.scheme)), nil
}

// TestIconFollowsStateAndGround: what a panel gets is the icon of the worst state,
// in ink for its ground, and the next one when either changes.
func TestIconFollowsStateAndGround(t *testing.T) {
	bus := testenv.Bus(t)
	p := newPanel(t, bus)
	prefer := func(scheme uint32) {
		t.Helper()
		if err := p.conn.Export(preference{scheme}, portalPath, settings); err != nil {
			t.Fatal(err)
		}
		if err := p.conn.Emit(portalPath, settings+".SettingChanged", appearance, colorScheme, dbus.MakeVariant(scheme)); err != nil {
			t.Fatal(err)
		}
	}
	prefer(1)
	if _, err := p.conn.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(3 * time.Hour)
	r := start(t, bus.Env, []auth.Status{valid("billing", at)})
	item := p.item()
	awaitIcon(t, item, assets.TrayFresh, assets.PanelDark)
	prefer(2)
	awaitIcon(t, item, assets.TrayFresh, assets.PanelLight)
	away := valid("orders", time.Now().Add(-time.Minute))
	away.Trouble = &auth.Trouble{Outcome: auth.OutcomeUnreachable}
	r.set([]auth.Status{valid("billing", at), away})
	awaitIcon(t, item, assets.TrayOffline, assets.PanelLight)
	prefer(0)
	awaitIcon(t, item, assets.TrayOffline, assets.PanelDark)
	r.set([]auth.Status{valid("billing", at), dead("c")})
	awaitIcon(t, item, assets.TrayAttention, assets.PanelDark)
}

// pixmap is a picture as StatusNotifierItem has it: ARGB in network byte order.
type pixmap struct {
	Width, Height int32
	Data          []byte
}

func awaitIcon(t *testing.T, item dbus.BusObject, state assets.TrayState, panel assets.Panel) {
	t.Helper()
	want := argb(t, assets.TrayPNG(state, panel, 44))
	testenv.Await(t, "the icon "+string(state)+" for a "+string(panel)+" panel", func() bool {
		var got []pixmap
		v, err := item.GetProperty("org.kde.StatusNotifierItem.IconPixmap")
		return err == nil && v.Store(&got) == nil && len(got) == 1 && bytes.Equal(got[0].Data, want)
	})
}

func argb(t *testing.T, file []byte) (data []byte) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, a := img.At(x, y).RGBA()
			data = append(data, byte(a), byte(r), byte(g), byte(b))
		}
	}
	return data
}
