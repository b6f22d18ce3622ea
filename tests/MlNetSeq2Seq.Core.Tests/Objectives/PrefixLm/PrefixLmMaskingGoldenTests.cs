using System.Text.Json;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.PrefixLm;

/// <summary>
/// Against utils_seq2seq.py of WillongWang/Awesome-LLM-NLP-projects-updating- (Unilm_finetuning), from its recorded draws.
/// </summary>
public sealed class PrefixLmMaskingGoldenTests
{
    private const string File = "data/tasks/unilm_finetune_masking.json";

    public static TheoryData<int> Cases() => Golden.Numbers(() => Golden.Json(File).GetProperty("cases").GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Sample_is_the_reference_s(int number)
    {
        JsonElement expected = Golden.Json(File).GetProperty("cases")[number];
        JsonElement config = expected.GetProperty("config");
        (TokenSequence source, TokenSequence target) = Encode(expected);
        PrefixLmMaskingOptions options = OptionsOf(config);
        PrefixSample clean = new PrefixLmLayout(options.Layout).Assemble(source.Ids, target.Ids);
        ScriptedRandom random = ScriptOf(expected, clean, options);

        PrefixSample sample = new PrefixLmMasking(options).Apply(source.Ids, source.Words, target.Ids, target.Words, random);

        int[] inputIds = expected.GetProperty("input_ids").Integers();
        PaddedBatch batch = PaddedBatch.Of([sample], paddingId: 0, lengthMultiple: inputIds.Length);
        Assert.Equal(inputIds, batch.Ids);
        Assert.Equal(expected.GetProperty("segment_ids").Integers(), batch.Segments);
        Assert.Equal(LabelsOf(expected), batch.LabelPositions.Zip(batch.LabelIds));
        Assert.Equal(expected.GetProperty("attention_mask_rows_as_strings").EnumerateArray().Select(row => row.GetString()), RowsOf(batch));
        Assert.True(random.IsUsedUp);
    }

    private static (TokenSequence Source, TokenSequence Target) Encode(JsonElement expected)
    {
        BertTextTokenizer tokenizer = new(Golden.Vocabulary);
        return (
            tokenizer.Encode(expected.GetProperty("source").GetString()!), tokenizer.Encode(expected.GetProperty("target").GetString()!));
    }

    private static PrefixLmMaskingOptions OptionsOf(JsonElement config) => new()
    {
        Layout = new PrefixLmOptions
        {
            SpecialTokens = SpecialTokens.Of(Golden.Vocabulary),
            MaximumLength = config.GetProperty("max_len").GetInt32(),
        },
        VocabularySize = Golden.Vocabulary.Count,
        MaskRate = config.GetProperty("mask_prob").GetDouble(),
        MaximumMasked = config.GetProperty("max_pred").GetInt32(),
        SpanRate = config.GetProperty("skipgram_size").GetInt32() >= 2 ? config.GetProperty("skipgram_prb").GetDouble() : 0,
        MaximumSpan = Math.Max(2, config.GetProperty("skipgram_size").GetInt32()),
        WholeWords = config.GetProperty("mask_whole_word").GetBoolean(),
        MaskSource = config.GetProperty("mask_source_words").GetBoolean(),
    };

    private static IEnumerable<int> CandidatesOf(PrefixSample clean, PrefixLmMaskingOptions options) => Enumerable.Range(
        0, clean.Ids.Length)
        .Where(i => i >= clean.Attention.SourceLength || (options.MaskSource && i > 0 && i < clean.Attention.SourceLength - 1));

    // The reference draws for the chosen places in the order of its list, we in rising order.
    private static ScriptedRandom ScriptOf(JsonElement expected, PrefixSample clean, PrefixLmMaskingOptions options)
    {
        Queue<JsonElement> draws = new(expected.GetProperty("draws_in_order").EnumerateArray());
        int[] shuffled = draws.Dequeue()[1].Integers();
        ScriptedRandom random = new ScriptedRandom().WithShuffle(CandidatesOf(clean, options), shuffled);
        int[] masked = [.. MaskedOf(expected).Select(mask => mask.Position)];
        if (options.SpanRate > 0)
        {
            AddSpans(random, draws, shuffled, masked, clean, options);
        }

        if (draws.Peek()[0].GetString() == "shuffle")
        {
            int[] cut = draws.Dequeue()[1].Integers();
            random.WithShuffle(cut.Order(), cut);
        }

        foreach ((_, List<JsonElement> ofPlace) in masked.Zip(CorruptionsOf(draws, masked.Length)).OrderBy(pair => pair.First))
        {
            random.WithDoubles(ofPlace.Where(draw => draw[0].GetString() == "rand").Select(draw => draw[1].GetDouble()));
            random.WithIntegers(ofPlace.Where(draw => draw[0].GetString() == "randint").Select(draw => draw[3].GetInt32()));
        }

        return random;
    }

    // One decision for each candidate that was not yet taken along, until enough are taken or a second shuffle says that they were.
    private static void AddSpans(
        ScriptedRandom random, Queue<JsonElement> draws, int[] shuffled, int[] masked, PrefixSample clean, PrefixLmMaskingOptions options)
    {
        bool isCut = draws.Any(draw => draw[0].GetString() == "shuffle");
        HashSet<int> taken = [];
        foreach (int candidate in shuffled.TakeWhile(_ => isCut ? draws.Peek()[0].GetString() != "shuffle" : taken.Count < masked.Length))
        {
            if (taken.Contains(candidate))
            {
                continue;
            }

            int end = candidate + 1;
            double decision = draws.Dequeue()[1].GetDouble();
            random.WithDoubles(decision);
            if (decision < options.SpanRate)
            {
                int size = draws.Dequeue()[3].GetInt32();
                random.WithIntegers(size);
                end = candidate + size;
            }

            int start = candidate;
            while (options.WholeWords && IsContinuation(clean, start))
            {
                start--;
            }

            while (options.WholeWords && end < clean.Ids.Length && IsContinuation(clean, end))
            {
                end++;
            }

            taken.UnionWith(Enumerable.Range(start, end - start).TakeWhile(shuffled.Contains));
        }
    }

    private static bool IsContinuation(PrefixSample clean, int position) =>
        Golden.Vocabulary[clean.Ids[position]].StartsWith("##", StringComparison.Ordinal);

    private static List<List<JsonElement>> CorruptionsOf(Queue<JsonElement> draws, int places)
    {
        List<List<JsonElement>> groups = [];
        for (int place = 0; place < places; place++)
        {
            List<JsonElement> group = [Rand(draws)];
            if (group[0][1].GetDouble() >= 0.8)
            {
                group.Add(Rand(draws));
                if (group[1][1].GetDouble() < 0.5)
                {
                    group.Add(draws.Dequeue());
                }
            }

            groups.Add(group);
        }

        return groups;
    }

    private static JsonElement Rand(Queue<JsonElement> draws) =>
        draws.TryDequeue(out JsonElement draw) && draw[0].GetString() == "rand" ? draw : throw new InvalidOperationException("No rand.");

    private static IEnumerable<(int Position, int Id)> MaskedOf(JsonElement expected)
    {
        int[] weights = expected.GetProperty("masked_weights").Integers();
        return expected.GetProperty("masked_pos").Integers().Zip(expected.GetProperty("masked_ids").Integers()).Where(
            (_, i) => weights[i] == 1);
    }

    private static IEnumerable<(int Position, int Id)> LabelsOf(JsonElement expected) => MaskedOf(expected).OrderBy(mask => mask.Position);

    private static IEnumerable<string> RowsOf(PaddedBatch batch) =>
        batch.AttentionMatrix().Chunk(batch.Length).Select(row => string.Concat(row.Select(allowed => allowed ? '1' : '0')));
}
