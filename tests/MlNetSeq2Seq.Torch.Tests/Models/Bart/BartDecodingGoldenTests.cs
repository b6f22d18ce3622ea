using System.Text.Json;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;

namespace MlNetSeq2Seq.Tests.Models.Bart;

/// <summary>What <c>generate</c> of transformers 4.16.0 and 4.39.0.dev0 writes with BART.</summary>
public sealed class BartDecodingGoldenTests
{
    private const string Folder = "golden/decoding/bart";

    // The start token of the decoder.
    private const int Prefix = 1;

    public static TheoryData<string, string> Cases => HuggingFaceSearch.Cases(Folder);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Searches_find_the_references_texts(string version, string name)
    {
        using var golden = new GoldenModel(Folder);
        using BartModel model = Load(golden);
        JsonElement one = golden.Expected.GetProperty(version).GetProperty(name);
        int end = golden.Inputs.GetProperty("eos_token_id").GetInt32();
        PrefixSample[] sources = SourcesOf(golden);
        for (int i = 0; i < sources.Length; i++)
        {
            JsonElement result = one.GetProperty("results")[i];
            ISearch search = HuggingFaceSearch.Search(one, version, Prefix, result.GetProperty("sequences").GetArrayLength(), end);
            using IDecoderSession session = Start(model, golden, [sources[i]]);

            HuggingFaceSearch.AssertSame(result, Prefix, end, search.Run(session)[0]);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void A_padded_batch_of_sources_gets_the_references_texts_too(string version, string name)
    {
        using var golden = new GoldenModel(Folder);
        using BartModel model = Load(golden);
        JsonElement one = golden.Expected.GetProperty(version).GetProperty(name);
        int end = golden.Inputs.GetProperty("eos_token_id").GetInt32();
        JsonElement results = one.GetProperty("results");
        ISearch search = HuggingFaceSearch.Search(one, version, Prefix, results[0].GetProperty("sequences").GetArrayLength(), end);
        using IDecoderSession session = Start(model, golden, SourcesOf(golden));

        Hypothesis[][] found = search.Run(session);

        for (int i = 0; i < found.Length; i++)
        {
            HuggingFaceSearch.AssertSame(results[i], Prefix, end, found[i]);
        }
    }

    private static BartModel Load(GoldenModel golden)
    {
        BartModel model = BartModelGoldenTests.Load(golden);
        model.eval();
        return model;
    }

    private static PrefixSample[] SourcesOf(GoldenModel golden) =>
        Sources.Of(golden.Inputs.GetProperty("input_ids"), golden.Inputs.GetProperty("attention_mask"));

    private static IDecoderSession Start(BartModel model, GoldenModel golden, PrefixSample[] sources) =>
        model.Start(sources, Sources.Padded(golden.Inputs.GetProperty("pad_token_id").GetInt32()));
}
