;; Dot products of one query with many rows: of float32, or of int8 with an int16 query.
(module
  (memory (export "memory") 3 65536)

  ;; out[i] = query · rows[slots[i]] for i < count. Every row and the query take `stride` bytes, a multiple of 32, zero padded.
  (func (export "multiplyFloats")
    (param $query i32) (param $slots i32) (param $count i32) (param $rows i32) (param $stride i32) (param $out i32)
    (local $row i32) (local $at i32) (local $first v128) (local $second v128)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $slots)) (local.get $stride))))
        (local.set $at (i32.const 0))
        (local.set $first (v128.const f32x4 0 0 0 0))
        (local.set $second (v128.const f32x4 0 0 0 0))
        (loop $lanes
          (local.set $first (f32x4.add (local.get $first) (f32x4.mul
            (v128.load (i32.add (local.get $query) (local.get $at)))
            (v128.load (i32.add (local.get $row) (local.get $at))))))
          (local.set $second (f32x4.add (local.get $second) (f32x4.mul
            (v128.load offset=16 (i32.add (local.get $query) (local.get $at)))
            (v128.load offset=16 (i32.add (local.get $row) (local.get $at))))))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br_if $lanes (i32.lt_u (local.get $at) (local.get $stride))))
        (local.set $first (f32x4.add (local.get $first) (local.get $second)))
        (f32.store (local.get $out) (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $first)) (f32x4.extract_lane 1 (local.get $first)))
          (f32.add (f32x4.extract_lane 2 (local.get $first)) (f32x4.extract_lane 3 (local.get $first)))))
        (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next))))

  ;; Bounds of query · rows[slots[i]] for i < count, from codes. A row is the float32 scale and residual of its codes, 8 bytes
  ;; of nothing, then int8 codes in a multiple of 16, zero padded; `stride` counts all of it. The query has an int16 for each
  ;; code; a product of two codes, times the codes, must fit 32 bits. The estimate is
  ;; scale × rows.scale × (query · codes), and the bounds are rows.residual × length + error below and above it.
  (func (export "boundCodes")
    (param $query i32) (param $slots i32) (param $count i32) (param $rows i32) (param $stride i32)
    (param $lower i32) (param $upper i32) (param $scale f32) (param $length f32) (param $error f32)
    (local $row i32) (local $codes i32) (local $end i32) (local $at i32)
    (local $lanes v128) (local $first v128) (local $second v128) (local $estimate f32) (local $reach f32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $slots)) (local.get $stride))))
        (local.set $codes (i32.add (local.get $row) (i32.const 16)))
        (local.set $end (i32.add (local.get $row) (local.get $stride)))
        (local.set $at (local.get $query))
        (local.set $first (v128.const i32x4 0 0 0 0))
        (local.set $second (v128.const i32x4 0 0 0 0))
        (loop $more
          (local.set $lanes (v128.load (local.get $codes)))
          (local.set $first (i32x4.add (local.get $first) (i32x4.dot_i16x8_s
            (v128.load (local.get $at))
            (i16x8.extend_low_i8x16_s (local.get $lanes)))))
          (local.set $second (i32x4.add (local.get $second) (i32x4.dot_i16x8_s
            (v128.load offset=16 (local.get $at))
            (i16x8.extend_high_i8x16_s (local.get $lanes)))))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
          (br_if $more (i32.ne (local.get $codes) (local.get $end))))
        (local.set $first (i32x4.add (local.get $first) (local.get $second)))
        (local.set $estimate (f32.mul
          (f32.mul (local.get $scale) (f32.load (local.get $row)))
          (f32.convert_i32_s (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $first)) (i32x4.extract_lane 1 (local.get $first)))
            (i32.add (i32x4.extract_lane 2 (local.get $first)) (i32x4.extract_lane 3 (local.get $first)))))))
        (local.set $reach (f32.add (f32.mul (f32.load offset=4 (local.get $row)) (local.get $length)) (local.get $error)))
        (f32.store (local.get $lower) (f32.sub (local.get $estimate) (local.get $reach)))
        (f32.store (local.get $upper) (f32.add (local.get $estimate) (local.get $reach)))
        (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
        (local.set $lower (i32.add (local.get $lower) (i32.const 4)))
        (local.set $upper (i32.add (local.get $upper) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))))
