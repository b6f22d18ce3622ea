using System.Collections.Generic;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A function that computes its gradient itself. Derive from one of its two sub-classes.</summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T _instance = new();

            /// <summary>The name by which errors call the function.</summary>
            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars) =>
                FunctionCall.Run(_instance.Name, vars, _instance.ForwardInternal, _instance.BackwardInternal);

            internal abstract List<Tensor> ForwardInternal(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> BackwardInternal(AutogradContext ctx, List<Tensor> gradients);
        }

        /// <summary>A function with one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            /// <summary>Computes the result; nothing in it is recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes the gradient of each argument of forward; null for those that are no tensors.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> ForwardInternal(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> BackwardInternal(AutogradContext ctx, List<Tensor> gradients) =>
                backward(ctx, gradients[0]);
        }

        /// <summary>A function with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            /// <summary>Computes the results; nothing in it is recorded.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes the gradient of each argument of forward; null for those that are no tensors.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> ForwardInternal(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> BackwardInternal(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients);
        }
    }
}
