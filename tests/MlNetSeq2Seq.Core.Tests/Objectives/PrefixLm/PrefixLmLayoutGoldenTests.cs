using System.Text.Json;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.PrefixLm;

/// <summary>Against BertTokenizer of Hugging Face transformers 4.4.0: pairs with special tokens, truncation and padding.</summary>
public sealed class PrefixLmLayoutGoldenTests
{
    private const string File = "data/hf_pair_encoding.jsonl";

    public static TheoryData<int> Cases() => Golden.Numbers(() => Golden.Lines(File).Length);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Pair_is_the_reference_s(int number)
    {
        JsonElement expected = Golden.Lines(File)[number];
        BertTextTokenizer tokenizer = new(Golden.Vocabulary);
        int length = expected.GetProperty("max_length").GetInt32();
        PrefixLmLayout layout = new(new PrefixLmOptions
        {
            SpecialTokens = tokenizer.SpecialTokens,
            MaximumLength = length,
            Segments = SegmentIds.Bert,
            Attention = AttentionKind.Bidirectional,
            Truncation = expected.GetProperty("truncation").GetString() switch
            {
                "longest_first" => PairTruncation.LongestFirst,
                "only_first" => PairTruncation.OnlyFirst,
                "only_second" => PairTruncation.OnlySecond,
                string other => throw new InvalidDataException(other),
                null => throw new InvalidDataException(),
            },
        });

        PrefixSample sample = layout.Assemble(
            tokenizer.Encode(expected.GetProperty("a").GetString()!).Ids, tokenizer.Encode(expected.GetProperty("b").GetString()!).Ids);

        PaddedBatch batch = PaddedBatch.Of([sample], tokenizer.SpecialTokens.PaddingId, lengthMultiple: length);
        Assert.Equal(expected.GetProperty("input_ids").Integers(), batch.Ids);
        Assert.Equal(expected.GetProperty("token_type_ids").Integers(), batch.Segments);
        Assert.Equal(expected.GetProperty("attention_mask").Integers().Sum(), batch.TokenCount);
    }
}
