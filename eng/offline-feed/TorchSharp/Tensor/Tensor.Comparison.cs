using System;
using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Element by element; the result is a tensor of truth values unless a summary says otherwise.
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => target is null ? (Tensor)false : Aten.eq_Tensor.Call([this, target]);

        public Tensor eq(Scalar target) => target is null ? (Tensor)false : Aten.eq_Scalar.Call([this, target]);

        /// <summary>As <see cref="eq(Tensor)"/>: a tensor, unlike the function of the same name in Python.</summary>
        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call([this, target]);

        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call([this, target]);

        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call([this, target]);

        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call([this, target]);

        public Tensor le(Tensor target) => Aten.le_Tensor.Call([this, target]);

        public Tensor le(Scalar target) => Aten.le_Scalar.Call([this, target]);

        public Tensor gt(Tensor target) => target is null ? (Tensor)false : Aten.gt_Tensor.Call([this, target]);

        public Tensor gt(Scalar target) => target is null ? (Tensor)false : Aten.gt_Scalar.Call([this, target]);

        public Tensor ge(Tensor target) => target is null ? (Tensor)false : Aten.ge_Tensor.Call([this, target]);

        public Tensor ge(Scalar target) => target is null ? (Tensor)false : Aten.ge_Scalar.Call([this, target]);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>Whether the only element is not zero.</summary>
        public bool is_nonzero() => numel() == 1
            ? ToScalar().ToBoolean()
            : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) =>
            Aten.isclose.Call([this, other, rtol, atol, nanEqual]);

        /// <summary>Whether all elements differ by at most <c>atol + rtol * |target|</c>.</summary>
        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            target is not null && Aten.allclose.CallValue([this, target, rtol, atol, equal_nan]).Integer != 0;

        public Tensor logical_and(Tensor other) => Aten.logical_and.Call([this, other]);

        public Tensor logical_or(Tensor other) => Aten.logical_or.Call([this, other]);

        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call([this, other]);

        public Tensor logical_not() => Aten.logical_not.Call([this]);

        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call([this, other]);

        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call([this, other]);

        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call([this, other]);

        public Tensor bitwise_not() => Aten.bitwise_not.Call([this]);

        /// <summary>Whether both have the same shape and elements.</summary>
        public bool Equals(Tensor target) => target is not null && Aten.equal.CallValue([this, target]).Integer != 0;

        public override bool Equals(object obj) => obj is Tensor other && Equals(other);

        // By identity, although equality is by value: a tensor's elements change while it is a key.
        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
    }
}
