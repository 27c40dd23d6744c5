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

  ;; out[i] = query · rows[slots[i]] for i < count, as float32. Rows take `stride` bytes of int8, a multiple of 16, and the
  ;; query twice as many of int16, both zero padded. A product of two lanes, times the lanes, must fit 32 bits.
  (func (export "multiplyCodes")
    (param $query i32) (param $slots i32) (param $count i32) (param $rows i32) (param $stride i32) (param $out i32)
    (local $row i32) (local $end i32) (local $at i32) (local $codes v128) (local $first v128) (local $second v128)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $slots)) (local.get $stride))))
        (local.set $end (i32.add (local.get $row) (local.get $stride)))
        (local.set $at (local.get $query))
        (local.set $first (v128.const i32x4 0 0 0 0))
        (local.set $second (v128.const i32x4 0 0 0 0))
        (loop $lanes
          (local.set $codes (v128.load (local.get $row)))
          (local.set $first (i32x4.add (local.get $first) (i32x4.dot_i16x8_s
            (v128.load (local.get $at))
            (i16x8.extend_low_i8x16_s (local.get $codes)))))
          (local.set $second (i32x4.add (local.get $second) (i32x4.dot_i16x8_s
            (v128.load offset=16 (local.get $at))
            (i16x8.extend_high_i8x16_s (local.get $codes)))))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (br_if $lanes (i32.ne (local.get $row) (local.get $end))))
        (local.set $first (i32x4.add (local.get $first) (local.get $second)))
        (f32.store (local.get $out) (f32.convert_i32_s (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $first)) (i32x4.extract_lane 1 (local.get $first)))
          (i32.add (i32x4.extract_lane 2 (local.get $first)) (i32x4.extract_lane 3 (local.get $first))))))
        (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))))
