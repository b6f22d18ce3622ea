using System.Text.Json;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

/// <summary>Against fairseq 3d262bb, denoising_dataset.py: worked cases, followed by their recorded draws.</summary>
public sealed class BartNoisingGoldenTests
{
    private static JsonElement File => Golden.Json("data/tasks/bart_denoising.json");

    private static JsonElement Vocabulary => File.GetProperty("vocabulary");

    public static TheoryData<int> Cases(string name) => Golden.Numbers(() => File.GetProperty(name).GetArrayLength());

    public static TheoryData<string> PoissonTables() =>
        SharedData.Folder is null ? [] : [.. File.GetProperty("poisson_tables").EnumerateObject().Select(table => table.Name)];

    [SharedTheory]
    [MemberData(nameof(PoissonTables))]
    public void Poisson_table_is_the_reference_s(string mean)
    {
        JsonElement expected = File.GetProperty("poisson_tables").GetProperty(mean);
        PoissonLengths actual = new(double.Parse(mean, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected.GetProperty("entries").GetInt32(), actual.Probabilities.Count);

        // The reference's are in single precision: half a unit of the last place for each of two roundings.
        Assert.All(
            expected.GetProperty("probabilities").EnumerateArray().Zip(actual.Probabilities),
            pair => Assert.InRange(pair.Second, pair.First.GetDouble() * (1 - 2e-7), pair.First.GetDouble() * (1 + 2e-7)));
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "infilling")]
    public void Infilling_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("infilling")[number];
        JsonElement config = expected.GetProperty("config");
        TextInfillingOptions options = Infilling(config) with { MaskRatio = config.GetProperty("mask").GetDouble() };
        int[] source = expected.GetProperty("source").Integers();
        int[] words = WordsOf(expected.GetProperty("is_word_start").Integers());
        Queue<JsonElement> draws = new(expected.GetProperty("draws").EnumerateArray());
        ScriptedRandom random = new();
        Script(random, draws, options, expected.GetProperty("num_to_mask").GetInt32());

        NoisyTokens actual = new TextInfilling(options).Apply(source, words, random);

        Assert.Equal(expected.GetProperty("result").Integers(), actual.Ids);
        Assert.True(random.IsUsedUp);
        Assert.Empty(draws);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "permute_sentences")]
    public void Permutation_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("permute_sentences")[number];
        SentencePermutationOptions options = new()
        {
            SentenceEndIds = [expected.GetProperty("full_stop").GetInt32()], PermutedRatio = expected.GetProperty("p").GetDouble(),
        };
        ScriptedRandom random = new();
        Script(random, new Queue<JsonElement>(expected.GetProperty("draws").EnumerateArray()), options);

        Assert.Equal(expected.GetProperty("result").Integers(), Apply(new SentencePermutation(options), expected.GetProperty("source"), random));
        Assert.True(random.IsUsedUp);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "rotate")]
    public void Rotation_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("rotate")[number];
        ScriptedRandom random = new();
        ScriptRotation(random, expected.GetProperty("offset").GetInt32(), expected.GetProperty("source").GetArrayLength());

        Assert.Equal(
            expected.GetProperty("result").Integers(),
            Apply(new DocumentRotation(new DocumentRotationOptions()), expected.GetProperty("source"), random));
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "insertion")]
    public void Insertion_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("insertion")[number];
        JsonElement config = File.GetProperty("infilling")[0].GetProperty("config");
        TokenInsertionOptions options = Insertion(config, expected.GetProperty("p").GetDouble(), expected.GetProperty("mask_random").GetDouble());
        ScriptedRandom random = new();
        Script(random, new Queue<JsonElement>(expected.GetProperty("draws").EnumerateArray()), options.InsertionRatio);

        Assert.Equal(expected.GetProperty("result").Integers(), Apply(new TokenInsertion(options), expected.GetProperty("source"), random));
        Assert.True(random.IsUsedUp);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "pipelines")]
    public void Noises_follow_each_other_as_in_the_reference(int number)
    {
        JsonElement expected = File.GetProperty("pipelines")[number];
        JsonElement config = File.GetProperty("infilling")[0].GetProperty("config");
        double random = expected.GetProperty("mask_random").GetDouble();
        double insert = expected.GetProperty("insert").GetDouble();
        BartNoisingOptions options = new()
        {
            Permutation = new SentencePermutationOptions
            {
                SentenceEndIds = [Vocabulary.GetProperty("full_stop").GetInt32()], PermutedRatio = expected.GetProperty("permute").GetDouble(),
            },
            Infilling = Infilling(config) with
            {
                MaskRatio = expected.GetProperty("mask").GetDouble(),
                MeanSpanLength = expected.GetProperty("lambda").GetDouble(),
                RandomRatio = random,
                Display = SpanDisplay.Mask,
            },
            Insertion = insert > 0 ? Insertion(config, insert, random) : null,
            Rotation = new DocumentRotationOptions { Probability = expected.GetProperty("rotate_probability").GetDouble() },
        };

        JsonElement source = expected.GetProperty("source_before");
        Queue<JsonElement> draws = new(expected.GetProperty("draws_in_order").EnumerateArray());
        ScriptedRandom script = new();
        Script(script, draws, options.Permutation);
        int budget = (int)MathF.Ceiling((source.GetArrayLength() - 2) * (float)options.Infilling.MaskRatio);
        Script(script, draws, options.Infilling, budget);
        if (insert > 0)
        {
            Script(script, draws, insert);
        }

        script.WithDoubles(draws.Dequeue().GetProperty("values")[0].GetDouble());
        if (draws.TryDequeue(out JsonElement rotation))
        {
            ScriptRotation(script, rotation.GetProperty("values")[0].GetInt32(), expected.GetProperty("source_after").GetArrayLength());
        }

        Assert.Equal(expected.GetProperty("source_after").Integers(), Apply(new BartNoising(options), source, script));
        Assert.True(script.IsUsedUp);
    }

    private static int[] Apply(ITokenNoise noise, JsonElement source, Random random)
    {
        int[] ids = source.Integers();
        return noise.Apply(ids, [-1, .. Enumerable.Range(0, ids.Length - 2), -1], random).Ids;
    }

    // Pieces in front of the first word start belong to the beginning of sequence, so no span reaches them.
    private static int[] WordsOf(int[] isWordStart)
    {
        int word = -1;
        int[] words = [.. isWordStart.Select(start => word += start)];
        words[^1] = -1;
        return words;
    }

    private static TextInfillingOptions Infilling(JsonElement config) => new()
    {
        MaskId = config.GetProperty("mask_idx").GetInt32(),
        VocabularySize = config.GetProperty("V").GetInt32(),
        RandomRatio = config.GetProperty("mask_random").GetDouble(),
        MeanSpanLength = config.TryGetProperty("mask_length", out _) ? null : config.GetProperty("poisson_lambda").GetDouble(),
        Display = config.GetProperty("replace_length").GetInt32() switch
        {
            0 => SpanDisplay.Nothing,
            1 => SpanDisplay.Mask,
            _ => SpanDisplay.MaskPerToken,
        },
    };

    private static TokenInsertionOptions Insertion(JsonElement config, double ratio, double random) => new()
    {
        MaskId = config.GetProperty("mask_idx").GetInt32(),
        VocabularySize = config.GetProperty("V").GetInt32(),
        InsertionRatio = ratio,
        RandomRatio = random,
    };

    private static int[] Next(Queue<JsonElement> draws, string kind)
    {
        JsonElement draw = draws.Dequeue();
        Assert.Equal(kind, draw.GetProperty("kind").GetString());
        return draw.GetProperty("values").Integers();
    }

    private static void Script(ScriptedRandom random, Queue<JsonElement> draws, TextInfillingOptions options, int budget)
    {
        List<int> lengths = [];
        if (options.MeanSpanLength is { } mean)
        {
            PoissonLengths law = new(mean);
            while (draws.Peek().GetProperty("kind").GetString() == "poisson_span_lengths")
            {
                int[] drawn = Next(draws, "poisson_span_lengths");
                lengths.AddRange(drawn);
                random.WithDoubles(drawn.Select(k => law.Probabilities.Take(k).Sum() + (law.Probabilities[k] / 2)));
            }
        }
        else
        {
            lengths.AddRange(Enumerable.Repeat(1, budget));
        }

        // The drawn lengths up to the one with which there are enough.
        int used = 1 + Enumerable.Range(0, lengths.Count).First(i => lengths.Take(i + 1).Sum() >= budget);
        int insertions = lengths.Take(used).Count(length => length == 0);
        int[] permutation = Next(draws, "randperm");
        random.WithChoice(permutation[..(used - insertions)], permutation.Length);
        JsonElement uniforms = draws.Dequeue();
        if (options.Display != SpanDisplay.Nothing)
        {
            random.WithDoubles(uniforms.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        }

        while (draws.TryPeek(out JsonElement next) && next.GetProperty("kind").GetString() == "randint")
        {
            random.WithIntegers(Next(draws, "randint"));
        }

        if (insertions > 0)
        {
            int[] places = Next(draws, "randperm");
            random.WithChoice(places[..insertions], places.Length).WithIntegers(Next(draws, "randint"));
        }
    }

    private static void Script(ScriptedRandom random, Queue<JsonElement> draws, SentencePermutationOptions options)
    {
        int[] places = Next(draws, "randperm");
        int moved = (int)Math.Ceiling(places.Length * 2 * options.PermutedRatio / 2);
        random.WithChoice(places[..moved], places.Length);
        int[] order = Next(draws, "randperm");
        random.WithChoice(order, order.Length);
    }

    // The recorded permutation is over tokens + new - 2 places; from that and the ratio follows how many are new.
    private static void Script(ScriptedRandom random, Queue<JsonElement> draws, double ratio)
    {
        int[] places = Next(draws, "randperm");
        int count = Enumerable.Range(1, places.Length).First(n => (int)Math.Ceiling((places.Length + 2 - n) * ratio) == n);
        random.WithChoice(places[..count], places.Length).WithIntegers(Next(draws, "randint"));
    }

    // Offset length - 1 of the reference moves nothing, which is our offset 1.
    private static void ScriptRotation(ScriptedRandom random, int offset, int length) => random.WithIntegers(offset == length - 1 ? 1 : offset);
}
