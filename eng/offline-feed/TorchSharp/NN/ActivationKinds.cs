namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The activations of the original's Transformer layers; here for its name, which static imports of nn bring along.</summary>
        public enum Activations
        {
            ReLU = 0,
            GELU = 1,
        }
    }
}
