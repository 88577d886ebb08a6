// Package motion tells whether the person asked their system for less motion.
// It asks once, changes nothing, and starts nothing.
package motion
