using System.Text.Json;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

/// <summary>
/// Against IDEA-CCNL/Fengshenbang-LM (c8fb7b8: mask_utils.py and pretrain_bert.py) and transformers 4.16.0
/// (DataCollatorForWholeWordMask), from their recorded draws.
/// </summary>
public sealed class WholeWordMaskingGoldenTests
{
    private const string MegatronFile = "data/tasks/sop_and_masking.json";
    private const string JiebaFile = "data/tasks/seed_ngram_mask.json";
    private const string HuggingFaceFile = "data/tasks/hf_whole_word_mask.json";

    public static TheoryData<int> MegatronCases() => Golden.Numbers(() => Golden.Json(MegatronFile).GetProperty("masking").GetArrayLength());

    public static TheoryData<int> JiebaCases() => Golden.Numbers(() => Golden.Json(JiebaFile).GetProperty("cases").GetArrayLength());

    public static TheoryData<int> HuggingFaceCases() => Golden.Numbers(() => Golden.Json(HuggingFaceFile).GetProperty("cases").GetArrayLength());

    [SharedTheory, MemberData(nameof(MegatronCases))]
    public void Budgeted_n_grams_are_Megatron_s(int number)
    {
        JsonElement expected = Golden.Json(MegatronFile).GetProperty("masking")[number];
        JsonElement[] draws = [.. expected.GetProperty("draws_in_order").EnumerateArray()];
        int[] ids = expected.GetProperty("ids").Integers();
        int[][] visited = [.. draws[0].GetProperty("result").EnumerateArray().Select(unit => unit.Integers())];
        int[] words = WordsOf(ids.Length, visited);
        WholeWordMaskingOptions options = MegatronOptions(expected);
        int[] order = [.. visited.Select(unit => words[unit[0]])];
        double[] lengths = [.. LengthDraws(draws, ((BudgetSelection)options.Rule.Selection).Ngrams)];

        // The reference's limit is no whole number: when its whole part is reached it goes on drawing lengths that never fit.
        ScriptedRandom probe = new ScriptedRandom().WithShuffle(order.Order(), order).WithDoubles(lengths);
        int used = lengths.Length - DrawsLeft(options, ids, words, probe);
        ScriptedRandom random = new ScriptedRandom().WithShuffle(order.Order(), order).WithDoubles(lengths[..used]);
        Assert.True(used == lengths.Length || HasBrokenLimit(expected));
        AddCorruption(random, draws);

        MaskedTokens masked = new WholeWordMasking(options).Apply(ids, words, random);

        Assert.Equal(expected.GetProperty("tokens").Integers(), masked.Ids);
        Assert.Equal(expected.GetProperty("masked_positions").Integers().Zip(expected.GetProperty("labels").Integers()), LabelsOf(masked));
        Assert.True(random.IsUsedUp);
    }

    [SharedTheory, MemberData(nameof(JiebaCases))]
    public void N_grams_of_words_are_the_blog_s(int number)
    {
        JsonElement expected = Golden.Json(JiebaFile).GetProperty("cases")[number];
        string[] words = [.. expected.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];
        TokenRow row = new WordTokenization(new WordTokenizationOptions { Vocabulary = Golden.Vocabulary, AddSpecialTokens = false }).Encode(words);
        var selection = new JiebaNgramSelection { Rate = expected.GetProperty("mask_rate").GetDouble(), CountsEmptyWords = true };
        ScriptedRandom random = JiebaScript(expected, words, row.Words, selection);
        WholeWordMasking masking = new(new WholeWordMaskingOptions
        {
            Vocabulary = Golden.Vocabulary,
            Rule = MaskingRule.JiebaNgram with
            {
                Selection = selection, Corruption = new TokenCorruption { RandomFrom = RandomTokens.VocabularyButFirst }, MaskUnknown = true,
            },
        });

        MaskedTokens masked = masking.Apply(row.Ids, row.Words, random);

        Assert.Equal(expected.GetProperty("vocab_length").GetInt32(), Golden.Vocabulary.Count);
        Assert.Equal(expected.GetProperty("input_ids").Integers(), Padded(masked.Ids, expected, padding: 0));
        Assert.Equal(expected.GetProperty("labels").Integers(), Padded(masked.Labels, expected, Labels.Ignore));
        Assert.True(random.IsUsedUp);
    }

    [SharedTheory, MemberData(nameof(HuggingFaceCases))]
    public void Whole_words_are_those_of_Hugging_Face_s_collator(int number)
    {
        JsonElement expected = Golden.Json(HuggingFaceFile).GetProperty("cases")[number];
        int[][] visited = [.. expected.GetProperty("shuffled_groups").EnumerateArray().Select(group => group.Integers())];
        int[] isMasked = expected.GetProperty("mask_labels").Integers();
        int[] words = WordsOf(isMasked.Length, visited);
        int[] order = [.. visited.Select(unit => words[unit[0]])];
        int ordinary = Enumerable.Range(0, Golden.Vocabulary.Count).First(id => Golden.Vocabulary[id] == "的");
        WholeWordMasking masking = new(new WholeWordMaskingOptions
        {
            Vocabulary = Golden.Vocabulary,
            Rule = MaskingRule.BertWwm with
            {
                Selection = new BudgetSelection
                {
                    Rate = expected.GetProperty("mlm_probability").GetDouble(),
                    MaximumMasked = expected.GetProperty("max_predictions").GetInt32(),
                    Ngrams = NgramLaw.Single,
                },
                Corruption = TokenCorruption.AllMask,
            },
        });
        ScriptedRandom random = new ScriptedRandom().WithShuffle(order.Order(), order);

        MaskedTokens masked = masking.Apply([.. Enumerable.Repeat(ordinary, words.Length)], words, random);

        Assert.Equal(isMasked, masked.Labels.Select(label => label == Labels.Ignore ? 0 : 1));
        Assert.True(random.IsUsedUp);
    }

    // The number of each unit from left to right; -1 where there is none.
    private static int[] WordsOf(int length, int[][] units)
    {
        int[] words = new int[length];
        Array.Fill(words, -1);
        int number = 0;
        foreach (int[] unit in units.OrderBy(unit => unit[0]))
        {
            foreach (int position in unit)
            {
                words[position] = number;
            }

            number++;
        }

        return words;
    }

    private static WholeWordMaskingOptions MegatronOptions(JsonElement expected)
    {
        NgramShape shape = expected.GetProperty("geometric_dist").GetBoolean() ? NgramShape.ClippedGeometric
            : expected.GetProperty("favor_longer_ngram").GetBoolean() ? NgramShape.FavorLonger
            : NgramShape.Inverse;
        return new WholeWordMaskingOptions
        {
            Vocabulary = Golden.Vocabulary,
            Rule = MaskingRule.Megatron with
            {
                MaskUnknown = true,
                Selection = new BudgetSelection
                {
                    Rate = expected.GetProperty("masked_lm_prob").GetDouble(),
                    MaximumMasked = (int)expected.GetProperty("max_predictions").GetDouble(),
                    Ngrams = new NgramLaw { Maximum = expected.GetProperty("max_ngrams").GetInt32(), Shape = shape },
                },
                Corruption = expected.GetProperty("masking_style").GetString() == "t5"
                    ? TokenCorruption.AllMask
                    : new TokenCorruption { RandomFrom = RandomTokens.Vocabulary },
            },
        };
    }

    private static bool HasBrokenLimit(JsonElement expected) => !double.IsInteger(expected.GetProperty("max_predictions").GetDouble());

    private static int DrawsLeft(WholeWordMaskingOptions options, int[] ids, int[] words, ScriptedRandom random)
    {
        MaskableUnits units = MaskableUnits.Of(
            ids, words, MaskingUnit.Word, [.. Enumerable.Repeat(true, options.Vocabulary.Count)], countsEmptyWords: false);
        options.Rule.Selection.CreateSelector().Select(new MaskingRow(ids, []), units, new SelectedTokens(ids.Length), random);
        return random.DoublesLeft;
    }

    // A draw of a length as the middle of the part of [0, 1) that stands for it.
    private static double DrawOf(int length, double[] chances)
    {
        int n = Math.Min(length, chances.Length);
        return chances[..(n - 1)].Sum() + (chances[n - 1] / 2);
    }

    private static IEnumerable<double> LengthDraws(IEnumerable<JsonElement> draws, NgramLaw law)
    {
        foreach (JsonElement draw in draws)
        {
            switch (draw.GetProperty("op").GetString())
            {
                case "choice":
                    double[] recorded = [.. draw.GetProperty("probabilities").EnumerateArray().Select(chance => chance.GetDouble())];
                    Assert.All(recorded.Zip(law.Chances()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
                    yield return DrawOf(draw.GetProperty("value").GetInt32(), recorded);
                    break;
                case "geometric":
                    Assert.Equal(law.StopRate, draw.GetProperty("p").GetDouble());
                    yield return DrawOf(draw.GetProperty("value").GetInt32(), law.Chances());
                    break;
            }
        }
    }

    // The reference decides by two draws, below 0.8 mask and then below 0.5 keep, where we draw once.
    private static void AddCorruption(ScriptedRandom random, JsonElement[] draws)
    {
        JsonElement[] ofTokens = [.. draws.Where(draw => draw.GetProperty("op").GetString() is "random" or "randint")];
        for (int i = 0; i < ofTokens.Length; i++)
        {
            double value = ofTokens[i].GetProperty("value").GetDouble();
            if (value < 0.8)
            {
                random.WithDoubles(value);
                continue;
            }

            double second = ofTokens[++i].GetProperty("value").GetDouble();
            random.WithDoubles(0.8 + (0.2 * second));
            if (second >= 0.5)
            {
                random.WithIntegers(ofTokens[++i].GetProperty("value").GetInt32());
            }
        }
    }

    private static IEnumerable<(int, int)> LabelsOf(MaskedTokens masked) =>
        Enumerable.Range(0, masked.Labels.Length).Where(i => masked.Labels[i] != Labels.Ignore).Select(i => (i, masked.Labels[i]));

    // The reference chooses and hides word by word; we choose first. Of words behind the last token nothing is known to us.
    private static ScriptedRandom JiebaScript(JsonElement expected, string[] words, int[] wordOfToken, JiebaNgramSelection selection)
    {
        Queue<JsonElement> draws = new(expected.GetProperty("draws_in_order").EnumerateArray());
        double[] chances = [.. Golden.Json(JiebaFile).GetProperty("pvals").EnumerateArray().Select(chance => chance.GetDouble())];
        Assert.All(chances.Zip(selection.Ngrams.Chances()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        List<double> choosing = [];
        List<double> hiding = [];
        List<int> replacements = [];
        int end = 0;
        for (int word = 0; word <= wordOfToken[^1]; word++)
        {
            double draw = draws.Dequeue()[1].GetDouble();
            choosing.Add(draw);
            if (word < end || (draw > selection.Rate && words[word].EnumerateRunes().Count() <= 3))
            {
                continue;
            }

            int length = draws.Dequeue()[1].GetInt32();
            choosing.Add(DrawOf(length, chances));
            end = word + length;
            for (int token = 0; token < wordOfToken.Count(of => of >= word && of < end); token++)
            {
                hiding.Add(draws.Dequeue()[1].GetDouble());
                if (hiding[^1] > 0.9)
                {
                    replacements.Add(draws.Dequeue()[1].GetInt32());
                }
            }
        }

        return new ScriptedRandom().WithDoubles(choosing).WithDoubles(hiding).WithIntegers(replacements);
    }

    private static IEnumerable<int> Padded(int[] values, JsonElement expected, int padding) =>
        values.Concat(Enumerable.Repeat(padding, expected.GetProperty("max_length").GetInt32())).Take(expected.GetProperty("max_length").GetInt32());
}
