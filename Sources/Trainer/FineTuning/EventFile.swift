// Curves in the files that TensorBoard reads.
//
// A file is a sequence of TFRecords: length (8 bytes, little-endian), masked CRC-32C of these 8
// bytes (4), data, masked CRC-32C of the data (4). The data is an `Event` message of
// tensorflow/core/util/event.proto: wall_time = 1 (double), step = 2 (int64), file_version = 3
// (string), summary = 5; a Summary repeats value = 1, which has tag = 1 and simple_value = 2 (float).

/// Scalars by step, as the bytes of a TensorBoard event file.
///
/// Its name must hold `tfevents`. No clock is read, so the same run gives the same bytes: the wall
/// time of every event is 0.
public struct EventFile: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {
    var event = WireMessage()
    event.double(0, field: 1)
    event.bytes(Array("brain.Event:2".utf8), field: 3)
    append(event.bytes)
  }

  /// Adds an event with some scalars.
  public mutating func add(step: Int, _ scalars: [(tag: String, value: Double)]) {
    var summary = WireMessage()
    for scalar in scalars {
      var value = WireMessage()
      value.bytes(Array(scalar.tag.utf8), field: 1)
      value.float(Float(scalar.value), field: 2)
      summary.bytes(value.bytes, field: 1)
    }
    var event = WireMessage()
    event.double(0, field: 1)
    event.varint(UInt64(bitPattern: Int64(step)), field: 2)
    event.bytes(summary.bytes, field: 5)
    append(event.bytes)
  }

  private mutating func append(_ record: [UInt8]) {
    let length = littleEndian(UInt64(record.count), 8)
    bytes += length + littleEndian(UInt64(masked(crc32c(length))), 4)
    bytes += record + littleEndian(UInt64(masked(crc32c(record))), 4)
  }
}

/// A protocol-buffers message in the making (https://protobuf.dev/programming-guides/encoding).
private struct WireMessage {
  var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64, field: UInt64) {
    key(field, type: 0)
    varint(value)
  }
  mutating func double(_ value: Double, field: UInt64) {
    key(field, type: 1)
    bytes += littleEndian(value.bitPattern, 8)
  }
  mutating func bytes(_ value: [UInt8], field: UInt64) {
    key(field, type: 2)
    varint(UInt64(value.count))
    bytes += value
  }
  mutating func float(_ value: Float, field: UInt64) {
    key(field, type: 5)
    bytes += littleEndian(UInt64(value.bitPattern), 4)
  }

  private mutating func key(_ field: UInt64, type: UInt64) { varint(field << 3 | type) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

/// CRC-32C (Castagnoli), reflected polynomial 0x82F63B78.
package func crc32c(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { crc, byte in
    crc >> 8 ^ castagnoli[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
  }
}

private let castagnoli: [UInt32] = (0..<256).map { byte in
  (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
}

/// TFRecord's mask, so that a CRC of data that holds CRCs stays useful.
private func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xA282_EAD8 }
