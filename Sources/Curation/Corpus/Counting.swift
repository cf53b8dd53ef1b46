import Bytes

/// Unicode scalars of a UTF-8 text.
package func scalarCount(_ bytes: Span<UInt8>) -> Int { TextScan.scalarCount(bytes) }

/// Runs of anything but ASCII white space.
package func wordCount(_ bytes: Span<UInt8>) -> Int { TextScan.asciiWordCount(bytes) }
