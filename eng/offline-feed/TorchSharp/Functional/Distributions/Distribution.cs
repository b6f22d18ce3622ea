using System;

namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <summary>A batch of distributions over events.</summary>
        public abstract class Distribution : IDisposable
        {
            protected Generator generator;

            public Distribution(Generator generator) => this.generator = generator;

            /// <summary>The shape of the batch: how many independent distributions there are.</summary>
            public Size batch_shape { get; protected set; } = new(Array.Empty<long>());

            /// <summary>The shape of one event.</summary>
            public Size event_shape { get; protected set; } = new(Array.Empty<long>());

            public abstract Tensor mean { get; }

            public abstract Tensor variance { get; }

            public virtual Tensor stddev => variance.sqrt();

            /// <summary>Draws events: the shape of the samples, then that of the batch, then that of an event.</summary>
            public virtual Tensor sample(params long[] sample_shape) => rsample(sample_shape);

            public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

            public abstract Tensor rsample(params long[] sample_shape);

            public Tensor rsample(Size sample_shape) => rsample(sample_shape.Shape);

            public abstract Tensor log_prob(Tensor value);

            public abstract Tensor entropy();

            public virtual Tensor perplexity() => exp(entropy());

            /// <summary>The same distributions for a larger batch.</summary>
            public abstract Distribution expand(Size batch_shape, Distribution instance = null);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            protected long[] ExtendedShape(params long[] sample_shape) => [.. sample_shape, .. batch_shape.Shape, .. event_shape.Shape];
        }
    }
}
