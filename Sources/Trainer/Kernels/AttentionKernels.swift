internal import CTensor

/// The sizes of grouped-query attention.
///
/// Source: Ainslie et al. 2023, https://arxiv.org/abs/2305.13245.
package struct AttentionShape: Sendable, Equatable {
  package let heads: Int
  package let keyValueHeads: Int
  package let headWidth: Int

  package init(heads: Int, keyValueHeads: Int, headWidth: Int) {
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
  }

  /// Columns of the heads' output.
  package var outputWidth: Int { heads * headWidth }
  /// Columns of queries, keys and values side by side.
  package var projectedWidth: Int { (heads + 2 * keyValueHeads) * headWidth }
}

extension Kernels {
  /// Causal attention within one document, whose rows these are.
  package func attend(
    _ qkv: Matrix, shape: AttentionShape, into out: Matrix, lse: Matrix, scratch: Buffer
  ) {
    check(qkv, shape, out, lse)
    let work = scratch.matrix(1, ct_attention_scratch(qkv.rows, shape.headWidth))
    unsafe ct_attention(
      isa, qkv.rows, shape.heads, shape.keyValueHeads, shape.headWidth, qkv.pointer,
      qkv.rowStride, out.pointer, lse.pointer, work.pointer)
  }

  /// dQkv = gradient of queries, keys and values (rotated ones).
  package func attendBackward(
    _ dOut: Matrix, qkv: Matrix, shape: AttentionShape, out: Matrix, lse: Matrix, dQkv: Matrix,
    scratch: Buffer
  ) {
    check(qkv, shape, out, lse)
    check(dQkv, shape, dOut, lse)
    precondition(dQkv.rowStride == qkv.rowStride, "strides differ")
    let work = scratch.matrix(1, ct_attention_scratch(qkv.rows, shape.headWidth))
    unsafe ct_attention_backward(
      isa, qkv.rows, shape.heads, shape.keyValueHeads, shape.headWidth, qkv.pointer,
      qkv.rowStride, out.pointer, lse.pointer, dOut.pointer, dQkv.pointer, work.pointer)
  }

  private func check(_ qkv: Matrix, _ shape: AttentionShape, _ out: Matrix, _ lse: Matrix) {
    precondition(
      qkv.columns == shape.projectedWidth && qkv.columnStride == 1 && out.isContiguous
        && out.columns == shape.outputWidth && out.rows == qkv.rows && lse.isContiguous
        && lse.rows == qkv.rows && lse.columns == shape.heads,
      "attention of \(shape) on \(qkv.rows) x \(qkv.columns)")
  }

  /// Puts keys and values of consecutive positions, from `position` on, into a cache.
  package func store(
    _ qkv: Matrix, shape: AttentionShape, in cache: KeyValueCache, at position: Int
  ) {
    precondition(
      qkv.columns == shape.projectedWidth && qkv.columnStride == 1
        && position + qkv.rows <= cache.capacity && cache.shape == shape,
      "\(qkv.rows) rows at \(position) of \(cache.capacity)")
    unsafe ct_cache_store(
      qkv.rows, shape.heads, shape.keyValueHeads, shape.headWidth, qkv.pointer, qkv.rowStride,
      cache.keys.pointer, cache.values.pointer, cache.capacity, position)
  }

  /// Attention of one row over the first `length` positions of a cache.
  package func attend(
    _ query: Matrix, cache: KeyValueCache, length: Int, into out: Matrix, scratch: Buffer
  ) {
    let shape = cache.shape
    precondition(
      query.rows == 1 && query.columns >= shape.outputWidth && out.rows == 1
        && out.columns == shape.outputWidth && length > 0 && length <= cache.capacity,
      "\(length) of \(cache.capacity) positions")
    let group = shape.heads / shape.keyValueHeads
    let work = scratch.matrix(group, cache.capacity)
    unsafe ct_attention_cached(
      isa, length, shape.heads, shape.keyValueHeads, shape.headWidth, query.pointer,
      cache.keys.pointer, cache.values.pointer, cache.capacity, out.pointer, work.pointer)
  }
}

/// The keys and values of one sequence in one block.
package struct KeyValueCache: Sendable {
  let shape: AttentionShape
  /// Positions, a multiple of the widest vector.
  let capacity: Int
  let keys: Matrix
  let values: Matrix

  package init(shape: AttentionShape, positions: Int) {
    self.shape = shape
    capacity = (max(positions, 1) + 31) / 32 * 32
    let width = shape.keyValueHeads * shape.headWidth
    keys = Matrix(Storage(count: width * capacity), rows: width, columns: capacity)
    values = Matrix(
      Storage(count: width * capacity), rows: shape.keyValueHeads * capacity,
      columns: shape.headWidth)
  }

  /// The first `count` positions of another cache.
  func copy(_ other: KeyValueCache, count: Int) {
    for row in 0..<keys.rows {
      keys.rows(row..<row + 1).columns(0..<count).copy(
        other.keys.rows(row..<row + 1).columns(0..<count))
    }
    for head in 0..<shape.keyValueHeads {
      values.rows(head * capacity..<head * capacity + count).copy(
        other.values.rows(head * other.capacity..<head * other.capacity + count))
    }
  }
}
