using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

/// <summary>Pairs as Hugging Face's tokenizer lays them out (golden/data/hf_pair_encoding.jsonl).</summary>
public class PairEncodingGoldenTests
{
    private static readonly Lazy<BertTokenizer> Tokenizer = new(() => BertTokenizer.Create(WordPieceGoldenRows.VocabularyFile));

    private static readonly Lazy<JsonElement[]> Rows = new(() =>
        File.ReadAllLines(SharedData.Path("golden/data/hf_pair_encoding.jsonl")).Select(line => JsonElement.Parse(line)).ToArray());

    public static TheoryData<int> Pairs() => new(Enumerable.Range(0, Rows.Value.Length));

    public static TheoryData<int> PlainPairs() =>
        new(Enumerable.Range(0, Rows.Value.Length).Where(row => WordPieceGoldenRows.IsPlain(Text(row, "a") + Text(row, "b"))));

    [SharedTheory]
    [MemberData(nameof(Pairs))]
    public void Lays_out_a_pair_with_special_tokens_as_BERT(int row)
    {
        (int[] first, int[] second) = Parts(row);

        Assert.Equal(Numbers(row, "input_ids"), Tokenizer.Value.BuildInputsWithSpecialTokens(first, second));
        Assert.Equal(Numbers(row, "token_type_ids"), Tokenizer.Value.CreateTokenTypeIdsFromSequences(first, second));
    }

    [SharedTheory]
    [MemberData(nameof(Pairs))]
    public void Marks_the_special_tokens_of_a_pair(int row)
    {
        (int[] first, int[] second) = Parts(row);
        int[] expected = [1, .. first.Select(_ => 0), 1, .. second.Select(_ => 0), 1];

        Assert.Equal(expected, Tokenizer.Value.GetSpecialTokensMask(first, second));
    }

    [SharedTheory]
    [MemberData(nameof(PlainPairs))]
    public void The_parts_of_a_pair_are_beginnings_of_its_texts(int row)
    {
        (int[] first, int[] second) = Parts(row);

        Assert.Equal(first, Tokenizer.Value.EncodeToIds(Text(row, "a"), addSpecialTokens: false).Take(first.Length));
        Assert.Equal(second, Tokenizer.Value.EncodeToIds(Text(row, "b"), addSpecialTokens: false).Take(second.Length));
    }

    private static string Text(int row, string name) => Rows.Value[row].GetProperty(name).GetString()!;

    /// <summary>The numbers of a row without those of its padding.</summary>
    private static int[] Numbers(int row, string name)
    {
        int length = Rows.Value[row].GetProperty("attention_mask").EnumerateArray().Sum(one => one.GetInt32());
        return Rows.Value[row].GetProperty(name).EnumerateArray().Take(length).Select(number => number.GetInt32()).ToArray();
    }

    /// <summary>The ids of the two texts, without the special tokens around them.</summary>
    private static (int[] First, int[] Second) Parts(int row)
    {
        int[] ids = Numbers(row, "input_ids");
        int lengthOfFirst = Numbers(row, "token_type_ids").Count(type => type == 0);
        return (ids[1..(lengthOfFirst - 1)], ids[lengthOfFirst..^1]);
    }
}
