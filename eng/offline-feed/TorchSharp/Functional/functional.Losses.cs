#nullable enable
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of the elements.</summary>
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            private static readonly Op CrossEntropyOp = new("cross_entropy_loss");
            private static readonly Op NllOp = new("nll_loss_nd");
            private static readonly Op KlDivOp = new("kl_div");
            private static readonly Op MseOp = new("mse_loss");
            private static readonly Op L1Op = new("l1_loss");
            private static readonly Op SmoothL1Op = new("smooth_l1_loss");
            private static readonly Op BceOp = new("binary_cross_entropy");
            private static readonly Op BceWithLogitsOp = new("binary_cross_entropy_with_logits");

            /// <summary>-log softmax of the target's class; targets are class numbers or probabilities of all classes.</summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                CrossEntropyOp.Call([input, target, weight, (long)reduction, ignore_index, label_smoothing]);

            /// <summary>Minus the log-probability of the target's class.</summary>
            public static Tensor nll_loss(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllOp.Call([input, target, weight, (long)reduction]);

            /// <summary>target * (log target - input), where input is a log-probability and, by default, target is too.</summary>
            public static Tensor kl_div(
                Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                KlDivOp.Call([input, target, (long)reduction, log_target]);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                MseOp.Call([input, target, (long)reduction]);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                L1Op.Call([input, target, (long)reduction]);

            public static Tensor smooth_l1_loss(
                Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                SmoothL1Op.Call([input, target, (long)reduction, beta]);

            public static Tensor binary_cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                BceOp.Call([input, target, weight, (long)reduction]);

            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BceWithLogitsOp.Call([input, target, weight, pos_weights, (long)reduction]);
        }
    }
}
