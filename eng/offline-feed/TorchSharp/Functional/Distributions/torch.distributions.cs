using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <param name="generator">Not used, as in the original; the constructor of <see cref="Modules.Categorical"/> does use it.</param>
        public static Categorical Categorical(Tensor probs = null, Tensor logits = null, Generator generator = null) => new(probs, logits);

        /// <summary>Categories that are all as likely.</summary>
        public static Categorical Categorical(int categories, Generator generator = null)
        {
            using Tensor even = full(categories, 1.0 / categories);
            return new Categorical(even, null, generator);
        }
    }
}
