using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// The C# half of training_step.sh: training steps of a small GPT with TorchSharp. Reads numbers of steps from standard input, one a
// line, and answers each with the median time of a step and the mean time that the processor spent on it, in milliseconds.
// training_step.py is the same in Python.
int[] sizes = [.. args.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
(int width, int layers, int vocabulary, int batch, int length, int threads) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
set_num_threads(threads);
torch.random.manual_seed(0);
using Gpt model = new(vocabulary, length, width, 4, layers, 0.1);
using AdamW optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
using Tensor ids = arange(batch * length).remainder(vocabulary).view(batch, length);
using Tensor targets = ids.roll(-1, 1).reshape(-1);
using Tensor places = arange(length);
using Tensor mask = full([length, length], float.NegativeInfinity).triu(1);

while (Console.ReadLine() is { } line)
{
    List<double> times = [];
    TimeSpan processorStart = Environment.CpuUsage.TotalTime;
    for (int i = int.Parse(line, CultureInfo.InvariantCulture); i > 0; i--)
    {
        long start = Stopwatch.GetTimestamp();
        Step();
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    double processor = (Environment.CpuUsage.TotalTime - processorStart).TotalMilliseconds / times.Count;
    times.Sort();
    double median = (times[times.Count / 2] + times[(times.Count - 1) / 2]) / 2;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{median:F4} {processor:F4}"));
}

float Step()
{
    using DisposeScope scope = NewDisposeScope();
    optimizer.zero_grad();
    Tensor logits = model.call(ids, places, mask);
    Tensor loss = functional.cross_entropy(logits.view(-1, vocabulary), targets);
    loss.backward();
    nn.utils.clip_grad_norm_(model.parameters(), 1.0);
    optimizer.step();
    return loss.item<float>();
}

internal sealed class Layer : Module<Tensor, Tensor, Tensor>
{
    private readonly long _heads;
    private readonly LayerNorm norm1;
    private readonly Linear query, key, value, mix;
    private readonly LayerNorm norm2;
    private readonly Linear up, down;
    private readonly Dropout dropout;

    public Layer(long width, long heads, double dropout) : base("layer")
    {
        _heads = heads;
        norm1 = LayerNorm(width);
        (query, key, value, mix) = (Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width));
        norm2 = LayerNorm(width);
        (up, down) = (Linear(width, 4 * width), Linear(4 * width, width));
        this.dropout = Dropout(dropout);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor mask)
    {
        long[] shape = x.shape;
        (long batch, long length, long width) = (shape[0], shape[1], shape[2]);
        long size = width / _heads;
        Tensor Split(Tensor t) => t.view(batch, length, _heads, size).transpose(1, 2);

        Tensor normed = norm1.call(x);
        (Tensor q, Tensor k, Tensor v) = (Split(query.call(normed)), Split(key.call(normed)), Split(value.call(normed)));
        Tensor scores = matmul(q, k.transpose(-1, -2)).mul(Math.Pow(size, -0.5)).add(mask);
        Tensor weights = dropout.call(functional.softmax(scores, -1));
        Tensor mixed = matmul(weights, v).transpose(1, 2).reshape(batch, length, width);
        x = x.add(dropout.call(mix.call(mixed)));
        return x.add(dropout.call(down.call(functional.gelu(up.call(norm2.call(x))))));
    }
}

internal sealed class Gpt : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly Embedding tokens, positions;
    private readonly ModuleList<Layer> layers;
    private readonly LayerNorm norm;
    private readonly Linear output;

    public Gpt(long vocabulary, long length, long width, long heads, int layerCount, double dropout) : base("gpt")
    {
        tokens = Embedding(vocabulary, width);
        positions = Embedding(length, width);
        layers = ModuleList(Enumerable.Range(0, layerCount).Select(_ => new Layer(width, heads, dropout)).ToArray());
        norm = LayerNorm(width);
        output = Linear(width, vocabulary, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids, Tensor places, Tensor mask)
    {
        Tensor x = tokens.call(ids).add(positions.call(places));
        foreach (Layer layer in layers)
        {
            x = layer.call(x, mask);
        }

        return output.call(norm.call(x));
    }
}
