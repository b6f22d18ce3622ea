using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>
/// Writing with a causal FLASH network. Of all groups that are full a row keeps one matrix a layer, the sum of products of their keys and values;
/// of the group at hand it keeps keys and values. So a step costs the same however much was written.
/// </summary>
internal sealed class FlashDecoderSession : StatefulSession
{
    // What is kept of each layer, in this order.
    private const int Sum = 0; // [rows, keySize, intermediateSize]
    private const int NearKeys = 1; // [rows, groupSize, keySize]
    private const int FarKeys = 2; // [rows, groupSize, keySize]
    private const int Values = 3; // [rows, groupSize, intermediateSize]
    private const int LastInput = 4; // [rows, 1, hiddenSize / 2]; only of networks that shift tokens
    private const int Kept = 5;

    private readonly FlashModel _model;
    private readonly FlashConfig _config;
    private readonly int _paddingId;

    public FlashDecoderSession(FlashModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, Kept * model.Config.LayerCount)
    {
        (_model, _config, _paddingId) = (model, model.Config, options.SpecialTokens.PaddingId);
        MaximumLength = model.MaximumLength - LongestSource(model.MaximumLength);
    }

    public override int MaximumLength { get; }

    public override ReadOnlySpan<int> Prefix(int source) => Sources[source].Ids;

    protected override Tensor Begin()
    {
        // Filled up to whole groups, so that a row's group at hand is a whole one, too.
        Tensor ids = PaddedSources(_paddingId);
        long filling = (_config.GroupSize - (ids.shape[1] % _config.GroupSize)) % _config.GroupSize;
        ids = filling == 0 ? ids : functional.pad(ids, [0, filling], value: _paddingId);
        var groups = new FlashGroups(_config, RowLengths.Mask(SourceLengths, (int)ids.shape[1], Device));
        Tensor hidden = _model.Embeddings.forward(ids, PositionAngles.Range(groups.Length, Device)); // [rows, length, hiddenSize]
        for (int layer = 0; layer < _config.LayerCount; layer++)
        {
            FlashLayer chosen = _model.Layers[layer];
            Tensor input = chosen.Normalize(hidden);
            FlashStates states = chosen.Project(_config.ShiftsTokens ? FlashLayer.Shift(input, before: null) : input, groups.Rotary, groups.Real);
            KeepSources(layer, chosen, input, states, groups);
            hidden = chosen.Attend(hidden, states, groups);
        }

        return _model.TokenLogits(LastOfSources(hidden));
    }

    protected override Tensor Continue(Tensor tokens)
    {
        int[] positions = [.. Enumerable.Range(0, RowCount).Select(row => Sources[SourceOf(row)].Ids.Length + WrittenLength - 1)];
        Tensor places = BatchTensors.Indexes([.. positions.Select(position => position % _config.GroupSize)], [RowCount, 1, 1], Device);
        Tensor keys = arange(_config.GroupSize, dtype: ScalarType.Int64, device: Device); // [groupSize]
        Tensor seen = keys.le(places).to(ScalarType.Float32); // [rows, 1, groupSize]
        Tensor buckets = BatchTensors.Indexes(BucketsUpTo(positions), [RowCount, 1, _config.GroupSize], Device);
        int[] full = [.. Enumerable.Range(0, RowCount).Where(row => (positions[row] + 1) % _config.GroupSize == 0)];

        Tensor current = CurrentPositions(); // [rows, 1]
        RotaryPositions rotary = FlashGroups.RotaryAt(_config, current);
        Tensor hidden = _model.Embeddings.forward(tokens, current); // [rows, 1, hiddenSize]
        for (int layer = 0; layer < _config.LayerCount; layer++)
        {
            FlashLayer chosen = _model.Layers[layer];
            Tensor input = chosen.Normalize(hidden);
            Tensor shifted = _config.ShiftsTokens ? FlashLayer.Shift(input, Part(layer, LastInput)) : input;
            FlashStates states = chosen.Project(shifted, rotary, real: null);
            Write(layer, NearKeys, places, states.NearKey);
            Write(layer, FarKeys, places, states.FarKey);
            Write(layer, Values, places, states.Value);
            KeepLast(layer, input);
            Tensor weights = chosen.NearWeights(states.NearQuery, Part(layer, NearKeys), buckets, seen); // [rows, 1, groupSize]
            Tensor context = matmul(_model.Precision.Cast(weights), Part(layer, Values))
                .add(matmul(states.FarQuery, _model.Precision.Cast(Part(layer, Sum)))); // [rows, 1, intermediateSize]
            hidden = chosen.Finish(hidden, states.Gate, context);
            Close(layer, full);
        }

        return _model.TokenLogits(hidden);
    }

    private Tensor Part(int layer, int part) => State((Kept * layer) + part);

    private void KeepPart(int layer, int part, Tensor value) => Keep((Kept * layer) + part, value);

    // What the sources leave: the sums over their full groups, and the group after those, which may be empty.
    private void KeepSources(int layer, FlashLayer chosen, Tensor input, FlashStates states, FlashGroups groups)
    {
        int count = (int)groups.Count;
        int[] fullGroups = [.. SourceLengths.Select(length => length / _config.GroupSize)];
        Tensor sums = chosen.GroupSums(states, groups).to(ScalarType.Float32).cumsum(1); // [rows, groups, keySize, intermediateSize]
        KeepPart(layer, Sum, Pick(functional.pad(sums, [0, 0, 0, 0, 1, 0]), fullGroups));

        // Where all groups of a row are full, what stands here is overwritten from the first place on before it is looked at.
        int[] open = [.. fullGroups.Select(group => Math.Min(group, count - 1))];
        KeepPart(layer, NearKeys, Pick(groups.Cut(states.NearKey), open));
        KeepPart(layer, FarKeys, Pick(groups.Cut(states.FarKey), open));
        KeepPart(layer, Values, Pick(groups.Cut(states.Value), open));
        KeepLast(layer, LastOfSources(input).unsqueeze(1));
    }

    // One of the groups of each row: [rows, groups, ...] becomes [rows, ...].
    private Tensor Pick(Tensor groups, int[] chosen)
    {
        int[] index = [.. chosen.Select((group, row) => (row * (int)groups.shape[1]) + group)];
        return groups.flatten(0, 1).index_select(0, BatchTensors.Indexes(index, [index.Length], Device));
    }

    private void KeepLast(int layer, Tensor input)
    {
        if (_config.ShiftsTokens)
        {
            KeepPart(layer, LastInput, input.narrow(2, 0, input.shape[2] / 2).clone());
        }
    }

    private void Write(int layer, int part, Tensor places, Tensor fed)
    {
        Tensor group = Part(layer, part);
        group.scatter_(1, places.expand(RowCount, 1, group.shape[2]), fed);
    }

    // Adds groups that have just become full to the sums of their rows.
    private void Close(int layer, int[] full)
    {
        if (full.Length > 0)
        {
            Tensor rows = BatchTensors.Indexes(full, [full.Length], Device);
            Tensor keys = Part(layer, FarKeys).index_select(0, rows).transpose(-1, -2);
            Tensor products = matmul(keys, Part(layer, Values).index_select(0, rows)).div(_config.GroupSize).to(ScalarType.Float32);
            Part(layer, Sum).index_add_(0, rows, products, 1);
        }
    }

    // The bucket of each place of the group, seen from the row's place in it.
    private int[] BucketsUpTo(int[] positions)
    {
        int size = _config.GroupSize;
        int[] buckets = new int[positions.Length * size];
        for (int i = 0; i < buckets.Length; i++)
        {
            buckets[i] = FlashRelativeBias.BucketOf((i % size) - (positions[i / size] % size), isCausal: true);
        }

        return buckets;
    }
}
