using System.Text.Json;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Tests.Models.Unilm;

/// <summary>
/// The numbers of UnilmForSeq2SeqDecode (WillongWang/Awesome-LLM-NLP-projects-updating-, ec621dd) and, for n-gram blocking,
/// of microsoft/unilm 768a3c8, s2s-ft, modeling_decoding.py. Scores within 1e-3, as the reference numbers' README gives.
/// </summary>
public sealed class UnilmDecodingGoldenTests
{
    private const string Folder = "golden/decoding/unilm";
    private const double ScoreTolerance = 1e-3;

    public static TheoryData<string> BeamCases => Names("expected.json", root => root.GetProperty("beam"));

    public static TheoryData<int, string> BlockingCases
    {
        get
        {
            var data = new TheoryData<int, string>();
            if (SharedData.Folder is not null)
            {
                using var golden = new GoldenModel(Folder);
                int item = 0;
                foreach (JsonElement element in golden.Json("expected_ngram_blocking.json").GetProperty("items").EnumerateArray())
                {
                    foreach (JsonProperty one in element.GetProperty("cases").EnumerateObject())
                    {
                        data.Add(item, one.Name);
                    }

                    item++;
                }
            }

            return data;
        }
    }

    [SharedFact]
    public void Greedy_search_writes_the_references_tokens()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        int end = inputs.GetProperty("eos_id").GetInt32();
        using IDecoderSession session = Start(model, golden, Sources(golden, inputs.GetProperty("sources")));

        Hypothesis[][] found = new GreedySearchOptions { MaximumLength = inputs.GetProperty("max_tgt_length").GetInt32() }.CreateSearch(end).Run(session);

        int[][] expected = [.. golden.Expected.GetProperty("greedy").GetProperty("output_ids").EnumerateArray().Select(row => UntilEnd(row, end))];
        Assert.Equal(expected, found.Select(h => h[0].Tokens));
    }

    [SharedTheory]
    [MemberData(nameof(BeamCases))]
    public void Beam_search_goes_the_references_way(string name)
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        JsonElement expected = golden.Expected.GetProperty("beam").GetProperty(name);
        int end = inputs.GetProperty("eos_id").GetInt32();
        using IDecoderSession session = Start(model, golden, Sources(golden, inputs.GetProperty("sources")));
        var search = new BeamSearch(Options(expected, inputs.GetProperty("max_tgt_length").GetInt32()), end);
        List<BeamFrame> frames = [];

        Hypothesis[][] found = search.Run(session, frames.Add);

        JsonElement[] results = [.. expected.GetProperty("results").EnumerateArray()];
        Assert.Equal(results.Length, found.Length);
        for (int source = 0; source < results.Length; source++)
        {
            AssertSame(results[source].GetProperty("trace"), [.. frames.Where(f => f.Source == source)]);
            JsonElement[] top = [.. results[source].GetProperty("top").EnumerateArray()];
            Assert.Equal(top.Select(t => UntilEnd(t, end)), found[source].Select(h => h.Tokens));
            AssertClose(results[source].GetProperty("top_scores"), [.. found[source].Select(h => h.Score)]);
        }
    }

    [SharedTheory]
    [MemberData(nameof(BlockingCases))]
    public void Blocked_ngrams_lead_the_references_way(int item, string name)
    {
        using var golden = new GoldenModel(Folder);
        JsonElement root = golden.Json("expected_ngram_blocking.json");
        using UnilmModel model = Load(golden, root.GetProperty("layer_norm_eps").GetDouble());
        JsonElement element = root.GetProperty("items")[item];
        JsonElement expected = element.GetProperty("cases").GetProperty(name);
        int end = golden.Inputs.GetProperty("eos_id").GetInt32();
        using IDecoderSession session = Start(model, golden, [Source(golden, element.GetProperty("source"))]);
        JsonElement ignored = expected.GetProperty("ignore_ids");
        BeamSearchOptions options = Options(expected, root.GetProperty("max_tgt_length").GetInt32()) with
        {
            NoRepeatNgramSize = expected.GetProperty("ngram_size").GetInt32(),
            NoRepeatNgramExceptions = ignored.ValueKind == JsonValueKind.Null ? [] : ignored.ToInts(),
        };
        List<BeamFrame> frames = [];

        Hypothesis[][] found = new BeamSearch(options, end).Run(session, frames.Add);

        AssertSame(expected.GetProperty("trace"), frames);
        Assert.Equal(UntilEnd(expected.GetProperty("best"), end), found[0][0].Tokens);
        Assert.Equal(expected.GetProperty("best_score").GetDouble(), found[0][0].Score, ScoreTolerance);
    }

    [SharedFact]
    public void A_source_is_continued_alike_alone_and_in_a_padded_batch()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);
        PrefixSample[] sources = Sources(golden, golden.Inputs.GetProperty("sources"));
        int end = golden.Inputs.GetProperty("eos_id").GetInt32();
        ISearch search = new BeamSearchOptions { BeamSize = 3, MaximumLength = 8, Count = 3 }.CreateSearch(end);
        using IDecoderSession together = Start(model, golden, sources);

        Hypothesis[][] inBatch = search.Run(together);

        for (int i = 0; i < sources.Length; i++)
        {
            using IDecoderSession alone = Start(model, golden, [sources[i]]);
            Hypothesis[] found = search.Run(alone)[0];
            Assert.Equal(inBatch[i].Select(h => h.Tokens), found.Select(h => h.Tokens));
            Assert.All(inBatch[i].Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4));
        }
    }

    private static TheoryData<string> Names(string file, Func<JsonElement, JsonElement> at)
    {
        var data = new TheoryData<string>();
        if (SharedData.Folder is not null)
        {
            using var golden = new GoldenModel(Folder);
            data.AddRange([.. at(golden.Json(file)).EnumerateObject().Select(p => p.Name)]);
        }

        return data;
    }

    private static UnilmModel Load(GoldenModel golden, double? epsilon = null)
    {
        UnilmConfig config = golden.Config.Deserialize<UnilmConfig>()!;
        var model = new UnilmModel(epsilon is { } e ? config with { LayerNormEpsilon = e } : config);
        StateDict.Load(model, golden.Weights, UnilmWeights.IsDerived);
        model.eval();
        return model;
    }

    private static SpecialTokens Special(GoldenModel golden)
    {
        JsonElement tokens = golden.Config.GetProperty("special_tokens");
        return new SpecialTokens
        {
            PaddingId = tokens.GetProperty("[PAD]").GetInt32(),
            UnknownId = tokens.GetProperty("[UNK]").GetInt32(),
            ClassificationId = tokens.GetProperty("[CLS]").GetInt32(),
            SeparatorId = tokens.GetProperty("[SEP]").GetInt32(),
            MaskId = tokens.GetProperty("[MASK]").GetInt32(),
        };
    }

    private static PrefixSample[] Sources(GoldenModel golden, JsonElement sources) => [.. sources.EnumerateArray().Select(s => Source(golden, s))];

    private static PrefixSample Source(GoldenModel golden, JsonElement source)
    {
        SpecialTokens special = Special(golden);
        int[] ids = [special.ClassificationId, .. source.ToInts(), special.SeparatorId];
        var shape = new AttentionShape(AttentionKind.SequenceToSequence, ids.Length, ids.Length);
        return new PrefixSample(ids, [.. ids.Select(_ => SegmentIds.Unilm(shape.Kind).Source)], [.. ids.Select(_ => Labels.Ignore)], shape);
    }

    private static IDecoderSession Start(UnilmModel model, GoldenModel golden, PrefixSample[] sources) =>
        model.Start(sources, new DecoderSessionOptions { SpecialTokens = Special(golden) });

    private static BeamSearchOptions Options(JsonElement expected, int maximumLength)
    {
        int beamSize = expected.GetProperty("beam_size").GetInt32();
        JsonElement minimum = expected.GetProperty("min_len");
        return new BeamSearchOptions
        {
            BeamSize = beamSize,
            Count = beamSize,
            Finished = FinishedHypotheses.InBeam,
            LengthPenalty = new LengthPenalty { Form = LengthPenaltyForm.Gnmt, Exponent = expected.GetProperty("length_penalty").GetDouble() },
            MaximumLength = maximumLength,
            MinimumLength = minimum.ValueKind == JsonValueKind.Null ? 0 : minimum.GetInt32(),
        };
    }

    private static int[] UntilEnd(JsonElement tokens, int end) => [.. tokens.ToInts().TakeWhile(t => t != end)];

    private static void AssertSame(JsonElement trace, List<BeamFrame> frames)
    {
        // The reference goes on after all places have ended; its trace is cut there, as the search is.
        Assert.Equal(trace.GetProperty("wids").GetArrayLength(), frames.Count);
        for (int step = 0; step < frames.Count; step++)
        {
            Assert.Equal(trace.GetProperty("wids")[step].ToInts(), frames[step].Tokens);
            Assert.Equal(trace.GetProperty("ptrs")[step].ToInts(), frames[step].Parents);
            AssertClose(trace.GetProperty("scores")[step], frames[step].Scores);
        }
    }

    private static void AssertClose(JsonElement expected, double[] actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        Assert.All(expected.EnumerateArray().Zip(actual), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, ScoreTolerance));
    }
}
