using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Components;

/// <summary>Noises as steps that follow each other, and the trainer's columns at their end.</summary>
public sealed class NoisingChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Steps_in_any_order_keep_the_clean_text_as_labels()
    {
        Seq2SeqCatalog steps = _ml.Seq2Seq();
        var chain = new EstimatorChain<ITransformer>()
            .Append((IEstimator<ITransformer>)steps.ShiftLabels(new ShiftLabelsOptions { Decoder = ComponentCases.Decoder }))
            .Append(steps.PermuteSentences(new PermuteSentencesOptions { Noise = ComponentCases.Permutation() }))
            .Append(steps.InfillText(new InfillTextOptions { Noise = ComponentCases.Infilling }))
            .Append(steps.InsertTokens(new InsertTokensOptions { Noise = ComponentCases.Insertion }))
            .Append(steps.DeleteTokens())
            .Append(steps.RotateDocument());
        IDataView data = _ml.Data.LoadFromEnumerable(ComponentCases.NoisingRows());
        IDataView noisy = chain.Fit(data).Transform(data);

        ViewRow[] clean = ViewRows.Of(data, columns: ["InputIds"]);
        Assert.Equal(clean.Select(row => row.Values), ViewRows.Of(noisy, new KeyedRandom(1), ["Labels"]).Select(row => row.Values.Replace("Labels", "InputIds", StringComparison.Ordinal)));
        Assert.NotEqual(clean, ViewRows.Of(noisy, new KeyedRandom(1), ["InputIds"]));
        var log = new DrawLog();
        ViewRows.Of(noisy, log);
        Assert.Equal(Enumerable.Repeat(nameof(Random.NextInt64), 5), log.Draws);
    }

    [Fact]
    public void A_decoder_reads_the_labels_moved_right_by_its_start()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(ComponentCases.NoisingRows());
        BartNoiseEstimator noise = _ml.Seq2Seq().BartNoise(new BartNoiseOptions
        {
            Noise = new BartNoisingOptions { Rotation = new() }, Decoder = ComponentCases.Decoder,
        });

        Decoded[] rows = [.. _ml.Data.CreateEnumerable<Decoded>(noise.Fit(data).Transform(data), reuseRowObject: false)];

        Assert.All(rows, row => Assert.Equal([ComponentCases.Decoder.StartId, .. row.Labels![..^1]], row.DecoderInputIds!));
        Assert.All(rows, row => Assert.Equal(row.InputIds2, row.Labels));
        Assert.All(rows, row => Assert.Equal(row.InputIds2!.Order(), row.InputIds!.Order()));
    }

    [Fact]
    public void A_row_with_more_spans_than_sentinels_is_refused_with_its_number()
    {
        var options = new CorruptSpansOptions
        {
            Noise = new SpanCorruptionOptions { Mask = new NoiseMaskOptions { NoiseDensity = 0.5, MeanSpanLength = 1 }, SentinelIds = [5] },
            Decoder = ComponentCases.Decoder,
        };
        IDataView data = _ml.Data.LoadFromEnumerable(ComponentCases.NoisingRows());

        Exception thrown = Assert.Throws<InvalidOperationException>(() => ViewRows.Of(_ml.Seq2Seq().CorruptSpans(options).Fit(data).Transform(data)));

        Assert.StartsWith("CorruptSpans cannot use row 0: SpanCorruption needs more than the 1 sentinels", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_of_labelled_rows_ask_at_their_end_for_the_token_that_follows()
    {
        var row = new ComponentCases.TokenRows { InputIds = [5, 6, 7, 8, 9], InputIds2 = [], WordIds = [] };
        IDataView data = _ml.Data.LoadFromEnumerable([row]);
        var chain = _ml.Seq2Seq().CausalLmLabels().Append(_ml.Seq2Seq().CutWindows(new CutWindowsOptions
        {
            Windows = new() { Size = 3, Stride = 2 }, LabelsOnce = true,
        }));

        Assert.Equal(
            ["InputIds: 5 6 7; Labels: 6 7 8", "InputIds: 7 8 9; Labels: -100 9 -100"],
            ViewRows.Of(chain.Fit(data).Transform(data), columns: ["InputIds", "Labels"]).Select(r => r.Values));
    }

    private sealed class Decoded
    {
        public int[]? InputIds { get; set; }

        public int[]? InputIds2 { get; set; }

        public int[]? Labels { get; set; }

        public int[]? DecoderInputIds { get; set; }
    }
}
