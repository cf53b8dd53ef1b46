public import Bytes

/// The words of a text: runs of anything but ASCII white space, with a hash each.
///
/// Made once a sample and shared by all filters that count or compare words.
public typealias WordTable = WordMarks
