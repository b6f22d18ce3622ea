using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// What decoder sessions have in common whose state is tensors with the rows in front: the state follows the rows that go on.
/// </summary>
internal abstract class StatefulSession : ModelSession
{
    private readonly Seq2SeqModel _model;
    private readonly Tensor?[] _state;
    private int[] _sources;

    /// <summary>Makes a session with a row for each source.</summary>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="sources">What is read before writing.</param>
    /// <param name="states">How many tensors the state has.</param>
    /// <exception cref="ArgumentException">There is no source, or one is empty.</exception>
    /// <exception cref="InvalidOperationException">The model is in training mode.</exception>
    protected StatefulSession(Seq2SeqModel model, IReadOnlyList<PrefixSample> sources, int states)
        : base(model, sources)
    {
        if (sources.Any(source => source.Ids.Length == 0))
        {
            throw new ArgumentException($"{model.GetType().Name} cannot continue a source without tokens.", nameof(sources));
        }

        _model = model;
        _state = new Tensor?[states];
        Sources = [.. sources];
        _sources = [.. Enumerable.Range(0, sources.Count)];
    }

    /// <inheritdoc/>
    public override int RowCount => _sources.Length;

    /// <summary>What is read before writing.</summary>
    protected PrefixSample[] Sources { get; }

    /// <summary>Where the model is.</summary>
    protected Device Device => _model.Device;

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (Tensor? tensor in _state)
        {
            tensor?.Dispose();
        }
    }

    /// <summary>Writes a token a row and scores the next.</summary>
    /// <param name="tokens">Shape [rows, 1], int64.</param>
    /// <returns>Logits, [rows, vocabulary] with any dimensions of 1 between, float32.</returns>
    protected abstract Tensor Continue(Tensor tokens);

    /// <inheritdoc/>
    protected sealed override Tensor Continue(ReadOnlySpan<int> tokens) => Continue(BatchTensors.Indexes(tokens.ToArray(), [RowCount, 1], Device));

    /// <inheritdoc/>
    protected sealed override void GoOn(ReadOnlySpan<int> parents)
    {
        int[] chosen = parents.ToArray();
        bool isIdentity = chosen.Length == RowCount && chosen.Select((parent, row) => parent == row).All(same => same);
        _sources = [.. chosen.Select(parent => _sources[parent])];
        if (isIdentity)
        {
            return;
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor index = BatchTensors.Indexes(chosen, [chosen.Length], Device);
        for (int i = 0; i < _state.Length; i++)
        {
            if (_state[i] is { } tensor)
            {
                Keep(i, tensor.index_select(0, index));
            }
        }
    }

    /// <summary>The source of a row.</summary>
    protected int SourceOf(int row) => _sources[row];

    /// <summary>A tensor of the state.</summary>
    protected Tensor State(int index) => _state[index]!;

    /// <summary>Puts a tensor into the state. The one before goes at once, not with a scope: the state outlives the scopes of steps.</summary>
    /// <param name="index">The number of the tensor.</param>
    /// <param name="value">Shape [rows, ...]; becomes the session's.</param>
    protected void Keep(int index, Tensor value)
    {
        _state[index]?.Dispose();
        _state[index] = value.DetachFromDisposeScope();
    }

    /// <summary>The sources side by side, filled up at the end.</summary>
    /// <returns>Shape [sources, longest], int64.</returns>
    protected Tensor PaddedSources(int paddingId)
    {
        int longest = Sources.Max(source => source.Ids.Length);
        int[] ids = new int[Sources.Length * longest];
        Array.Fill(ids, paddingId);
        for (int row = 0; row < Sources.Length; row++)
        {
            Sources[row].Ids.CopyTo(ids, row * longest);
        }

        return BatchTensors.Indexes(ids, [Sources.Length, longest], Device);
    }

    /// <summary>Tokens of the sources, shape [sources].</summary>
    protected int[] SourceLengths => [.. Sources.Select(source => source.Ids.Length)];

    /// <summary>The length of the longest source.</summary>
    /// <param name="limit">Tokens that the model can hold.</param>
    /// <exception cref="ArgumentException">It leaves no room to write in.</exception>
    protected int LongestSource(int limit)
    {
        int longest = SourceLengths.Max();
        return longest < limit
            ? longest
            : throw new ArgumentException(
                $"{_model.GetType().Name} was made for {limit} tokens, which a source of {longest} tokens leaves no room to write in.");
    }

    /// <summary>Positions of the tokens at hand: each row's source and what was written before.</summary>
    /// <returns>Shape [rows, 1], int64.</returns>
    protected Tensor CurrentPositions() =>
        BatchTensors.Indexes([.. _sources.Select(source => Sources[source].Ids.Length + WrittenLength - 1)], [RowCount, 1], Device);

    /// <summary>The hidden state of each row's last token.</summary>
    /// <param name="hidden">Shape [sources, longest, hiddenSize].</param>
    /// <returns>Shape [sources, hiddenSize].</returns>
    protected Tensor LastOfSources(Tensor hidden)
    {
        int[] places = [.. Sources.Select((source, row) => (row * (int)hidden.shape[1]) + source.Ids.Length - 1)];
        return hidden.flatten(0, 1).index_select(0, BatchTensors.Indexes(places, [places.Length], Device));
    }
}
