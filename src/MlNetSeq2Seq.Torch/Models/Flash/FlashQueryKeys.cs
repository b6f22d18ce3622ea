using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>The four scales and offsets that make queries and keys, of attention within groups and beyond, of one projection.</summary>
internal sealed class FlashQueryKeys : Module<Tensor, Tensor[]>
{
    private const int Heads = 4;

    [ComponentName(Name = "weight")]
    private readonly Parameter _scales;

    [ComponentName(Name = "bias")]
    private readonly Parameter _offsets;

    public FlashQueryKeys(int keySize, double initializerRange)
        : base(nameof(FlashQueryKeys))
    {
        _scales = new Parameter(init.normal_(empty(Heads, keySize), 0, initializerRange));
        _offsets = new Parameter(zeros(Heads, keySize));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="projected">Shape [..., keySize].</param>
    /// <returns>Query within groups, query beyond, key within, key beyond; each of the shape of the input.</returns>
    public override Tensor[] forward(Tensor projected) =>
        [.. Enumerable.Range(0, Heads).Select(head => projected.mul(_scales.select(0, head)).add(_offsets.select(0, head)))];
}
