using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op SoftmaxOp = new("softmax.int");
            private static readonly Op LogSoftmaxOp = new("log_softmax.int");
            private static readonly Op GluOp = new("glu");
            private static readonly Op SoftplusOp = new("softplus");

            private static readonly Op ReluOp = new("relu");
            private static readonly Op ReluInPlaceOp = new("relu_");
            private static readonly Op GeluOp = new("gelu");
            private static readonly Op GeluInPlaceOp = new("gelu_");
            private static readonly Op SiluOp = new("silu");
            private static readonly Op SiluInPlaceOp = new("silu_");
            private static readonly Op MishOp = new("mish");
            private static readonly Op MishInPlaceOp = new("mish_");
            private static readonly Op SigmoidOp = new("sigmoid");
            private static readonly Op SigmoidInPlaceOp = new("sigmoid_");
            private static readonly Op TanhOp = new("tanh");
            private static readonly Op TanhInPlaceOp = new("tanh_");
            private static readonly Op EluOp = new("elu");
            private static readonly Op EluInPlaceOp = new("elu_");
            private static readonly Op LeakyReluOp = new("leaky_relu");
            private static readonly Op LeakyReluInPlaceOp = new("leaky_relu_");
            private static readonly Op HardtanhOp = new("hardtanh");
            private static readonly Op HardtanhInPlaceOp = new("hardtanh_");

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => SoftmaxOp.Call([input, dim, dtype]);

            public static Tensor log_softmax(Tensor x, long dim) => LogSoftmaxOp.Call([x, dim]);

            /// <summary>The first half times the sigmoid of the second.</summary>
            public static Tensor glu(Tensor input, long dim = -1) => GluOp.Call([input, dim]);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => SoftplusOp.Call([x, beta, threshold]);

            // In place, each returns a fresh tensor over the same memory, so that result and argument can be disposed apart.
            public static Tensor relu(Tensor x, bool inplace = false) => (inplace ? ReluInPlaceOp : ReluOp).Call([x]);

            /// <summary>x times the normal distribution function of x, exact.</summary>
            public static Tensor gelu(Tensor x) => GeluOp.Call([x]);

            public static Tensor gelu(Tensor x, bool inplace) => (inplace ? GeluInPlaceOp : GeluOp).Call([x]);

            public static Tensor silu(Tensor x, bool inplace = false) => (inplace ? SiluInPlaceOp : SiluOp).Call([x]);

            public static Tensor mish(Tensor x, bool inplace = false) => (inplace ? MishInPlaceOp : MishOp).Call([x]);

            public static Tensor sigmoid(Tensor x) => SigmoidOp.Call([x]);

            public static Tensor sigmoid(Tensor x, bool inplace) => (inplace ? SigmoidInPlaceOp : SigmoidOp).Call([x]);

            public static Tensor tanh(Tensor x, bool inplace = false) => (inplace ? TanhInPlaceOp : TanhOp).Call([x]);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => (inplace ? EluInPlaceOp : EluOp).Call([x, alpha]);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                (inplace ? LeakyReluInPlaceOp : LeakyReluOp).Call([input, negative_slope]);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                (inplace ? HardtanhInPlaceOp : HardtanhOp).Call([x, min_val, max_val]);
        }
    }
}
