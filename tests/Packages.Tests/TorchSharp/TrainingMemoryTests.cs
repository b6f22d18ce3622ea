using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Packages.Tests.TorchSharp;

/// <summary>A long training with one dispose scope a step needs no more memory at its end than near its beginning.</summary>
[Collection(nameof(TrainingMemoryTests))]
public class TrainingMemoryTests
{
    private const int VocabularySize = 500;

    [Fact]
    [Trait("Kind", "Slow")]
    public void A_thousand_steps_of_a_transformer_leave_tensors_and_memory_where_they_were()
    {
        using Net net = new();
        using AdamW optimizer = optim.AdamW(net.parameters(), lr: 1e-3, weight_decay: 0.01);
        float first = Step(net, optimizer, 10);
        long liveTensors = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        long allTensors = Tensor.TotalCount;
        long resident = ResidentBytes();

        float last = first;
        for (int block = 0; block < 40; block++)
        {
            last = Step(net, optimizer, 25);

            // The original leaves the numbers, though not the tensors, of its optimizer to finalizers.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(liveTensors, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.InRange(Tensor.TotalCount, 0, allTensors);
        Assert.True(last < 0.5 * first, $"The loss fell from {first} to {last} only, so this was no training.");

        // A leak of a single activation of the wider layers a step would be 260 MB.
        Assert.InRange(ResidentBytes() - resident, long.MinValue, 100L << 20);
    }

    private static float Step(Net net, AdamW optimizer, int count)
    {
        float loss = 0;
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor ids = arange(8 * 33).remainder(VocabularySize).view(8, 33);
            Tensor logits = net.forward(ids[.., ..32]);
            Tensor crossEntropy = functional.cross_entropy(logits.view(-1, VocabularySize), ids[.., 1..].reshape(-1));
            optimizer.zero_grad();
            crossEntropy.backward();
            nn.utils.clip_grad_norm_(net.parameters(), 1.0);
            optimizer.step();
            loss = crossEntropy.item<float>();
        }

        return loss;
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Embedding tokens = Embedding(VocabularySize, 64);
        private readonly ModuleList<Layer> layers = ModuleList(new Layer(), new Layer());
        private readonly Linear output = Linear(64, VocabularySize);

        public Net() : base("net") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor x = tokens.forward(input);
            foreach (Layer layer in layers)
            {
                x = layer.forward(x);
            }

            return output.forward(x);
        }
    }

    private sealed class Layer : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1 = LayerNorm(64);
        private readonly Linear mix = Linear(64, 3 * 64);
        private readonly Linear projection = Linear(64, 64);
        private readonly LayerNorm norm2 = LayerNorm(64);
        private readonly Linear up = Linear(64, 256);
        private readonly Linear down = Linear(256, 64);
        private readonly Dropout dropout = Dropout(0.1);

        public Layer() : base("layer") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor[] parts = mix.forward(norm1.forward(input)).view(input.shape[0], -1, 3 * 4, 16).transpose(1, 2).chunk(3, dim: 1);
            Tensor attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
            Tensor x = input + dropout.forward(projection.forward(attended.transpose(1, 2).reshape(input.shape)));
            return x + down.forward(functional.gelu(up.forward(norm2.forward(x))));
        }
    }
}

/// <summary>Memory belongs to the process: nothing else may run in it meanwhile.</summary>
[CollectionDefinition(nameof(TrainingMemoryTests), DisableParallelization = true)]
public class AloneInItsProcess;
