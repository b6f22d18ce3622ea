using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Functions of one element at a time.
    public partial class Tensor
    {
        public Tensor abs() => Aten.abs.Call([this]);

        public Tensor abs_() => Aten.abs_.CallInPlace([this]);

        public Tensor neg() => Aten.neg.Call([this]);

        public Tensor neg_() => Aten.neg_.CallInPlace([this]);

        public Tensor negative() => neg();

        public Tensor sign() => Aten.sign.Call([this]);

        public Tensor ceil() => Aten.ceil.Call([this]);

        public Tensor ceil_() => Aten.ceil_.CallInPlace([this]);

        public Tensor floor() => Aten.floor.Call([this]);

        public Tensor floor_() => Aten.floor_.CallInPlace([this]);

        public Tensor trunc() => Aten.trunc.Call([this]);

        public Tensor round(long decimals = 0) => Aten.round_decimals.Call([this, decimals]);

        public Tensor round_(long decimals = 0) => Aten.round__decimals.CallInPlace([this, decimals]);

        public Tensor square() => Aten.square.Call([this]);

        public Tensor sqrt() => Aten.sqrt.Call([this]);

        public Tensor sqrt_() => Aten.sqrt_.CallInPlace([this]);

        public Tensor rsqrt() => Aten.rsqrt.Call([this]);

        public Tensor rsqrt_() => Aten.rsqrt_.CallInPlace([this]);

        public Tensor reciprocal() => Aten.reciprocal.Call([this]);

        public Tensor reciprocal_() => Aten.reciprocal_.CallInPlace([this]);

        public Tensor exp() => Aten.exp.Call([this]);

        public Tensor exp_() => Aten.exp_.CallInPlace([this]);

        public Tensor exp2() => Aten.exp2.Call([this]);

        public Tensor expm1() => Aten.expm1.Call([this]);

        public Tensor log() => Aten.log.Call([this]);

        public Tensor log_() => Aten.log_.CallInPlace([this]);

        public Tensor log2() => Aten.log2.Call([this]);

        public Tensor log10() => Aten.log10.Call([this]);

        public Tensor log1p() => Aten.log1p.Call([this]);

        public Tensor sin() => Aten.sin.Call([this]);

        public Tensor cos() => Aten.cos.Call([this]);

        public Tensor tan() => Aten.tan.Call([this]);

        public Tensor atan() => Aten.atan.Call([this]);

        public Tensor tanh() => Aten.tanh.Call([this]);

        public Tensor tanh_() => Aten.tanh_.CallInPlace([this]);

        public Tensor sigmoid() => Aten.sigmoid.Call([this]);

        public Tensor sigmoid_() => Aten.sigmoid_.CallInPlace([this]);

        public Tensor erf() => Aten.erf.Call([this]);

        public Tensor relu() => Aten.relu.Call([this]);

        public Tensor relu_() => Aten.relu_.CallInPlace([this]);

        /// <summary>x times the share of a normal distribution below x, exactly.</summary>
        public Tensor gelu() => Aten.gelu.Call([this]);

        public Tensor silu() => Aten.silu.Call([this]);

        public Tensor silu_() => Aten.silu_.CallInPlace([this]);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call([this, dim, dtype]);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call([this, dim, dtype]);

        public Tensor log_sigmoid() => Aten.log_sigmoid.Call([this]);

        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu.Call([this, negative_slope]);

        public Tensor elu(double alpha = 1) => Aten.elu.Call([this, alpha]);

        /// <summary>One half of the elements along a dimension, gated by the sigmoid of the other.</summary>
        public Tensor glu(long dim = -1) => Aten.glu.Call([this, dim]);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call([this, beta, threshold]);

        /// <summary>Replaces what is not finite; infinities become the type's limits unless told otherwise.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num.Call([this, nan, posinf, neginf]);

        public Tensor isnan() => Aten.isnan.Call([this]);

        public Tensor isinf() => Aten.isinf.Call([this]);

        public Tensor isfinite() => Aten.isfinite.Call([this]);
    }
}
