internal import Glibc

// The C library's mathematics under names that do not hide the standard library's.

func exponential(base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }
func sineAndCosine(_ angle: Double) -> (Double, Double) { (Glibc.sin(angle), Glibc.cos(angle)) }
func naturalLogarithm(_ x: Double) -> Double { Glibc.log(x) }
func exponential(_ x: Double) -> Double { Glibc.exp(x) }
