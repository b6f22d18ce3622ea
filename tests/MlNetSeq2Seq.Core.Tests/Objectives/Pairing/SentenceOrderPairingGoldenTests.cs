using System.Text.Json;
using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Pairing;

/// <summary>Against Fengshenbang-LM c8fb7b8, fengshen/data/data_utils: pairs and truncation from recorded draws.</summary>
public sealed class SentenceOrderPairingGoldenTests
{
    private static JsonElement File => Golden.Json("data/tasks/sop_and_masking.json");

    public static TheoryData<int> Cases(string name) => Golden.Numbers(() => File.GetProperty(name).GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Cases), "sop")]
    public void Pair_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("sop")[number];
        SentenceOrderPairing pairing = new(new SentenceOrderPairingOptions
        {
            SpecialTokens = SpecialTokens.Of(Golden.Vocabulary), MaximumLength = expected.GetProperty("max_seq_length").GetInt32(),
        });
        ScriptedRandom random = new();
        foreach (JsonElement draw in expected.GetProperty("draws_pairing").EnumerateArray())
        {
            JsonElement value = draw.GetProperty("value");
            random = draw.GetProperty("op").GetString() == "randint"
                ? random.WithIntegers(value.GetInt32())
                : random.WithDoubles(value.GetDouble());
        }

        random.WithDoubles(expected.GetProperty("draws_truncation_front_if_below_0.5").EnumerateArray().Select(draw => draw.GetDouble()));

        PairedSentences actual = pairing.Apply(
            [.. expected.GetProperty("sentences_ids").EnumerateArray().Select(ids => Sentence(ids.Integers()))], random);

        Assert.Equal(expected.GetProperty("tokens").Integers(), actual.Ids);
        Assert.Equal(expected.GetProperty("token_types").Integers(), actual.Segments);
        Assert.Equal(expected.GetProperty("label_swapped").GetInt32(), actual.SequenceLabel);
        Assert.True(random.IsUsedUp);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "truncate")]
    public void Truncation_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("truncate")[number];
        (int a, int b) = (expected.GetProperty("len_a").GetInt32(), expected.GetProperty("len_b").GetInt32());
        ScriptedRandom random = new ScriptedRandom()
            .WithDoubles(expected.GetProperty("draws_front_if_below_0.5").EnumerateArray().Select(draw => draw.GetDouble()));

        TruncatedPair kept = TruncatedPair.Of(a, b, expected.GetProperty("max_num_tokens").GetInt32(), random);

        Assert.Equal(expected.GetProperty("a").Integers(), Enumerable.Range(100, a).Take(kept.First));
        Assert.Equal(expected.GetProperty("b").Integers(), Enumerable.Range(200, b).Take(kept.Second));
        Assert.True(random.IsUsedUp);
    }

    private static TokenSequence Sentence(int[] ids) =>
        new(ids, [.. Enumerable.Range(0, ids.Length)], [.. ids.Select((_, i) => new TextSpan(i, 1))]);
}
