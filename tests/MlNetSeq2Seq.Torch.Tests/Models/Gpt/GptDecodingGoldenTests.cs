using System.Text.Json;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;

namespace MlNetSeq2Seq.Tests.Models.Gpt;

/// <summary>
/// What MiniGLM's <c>generate</c> (Imbernoulli/MiniGLM 8739a4e) and <c>generate</c> of transformers 4.16.0 and 4.39.0.dev0 write.
/// </summary>
public sealed class GptDecodingGoldenTests
{
    private const string MiniGlm = "golden/decoding/minigpt";
    private const string HuggingFace = "golden/decoding/gpt2_hf";
    private const string Batched = "batched_beam3_lp1";
    private const int PaddingId = 0;

    public static TheoryData<string, string> HuggingFaceCases => HuggingFaceSearch.Cases(HuggingFace);

    public static TheoryData<int> SamplingCases
    {
        get
        {
            using GoldenModel? golden = SharedData.Folder is null ? null : new GoldenModel(MiniGlm);
            return [.. Enumerable.Range(0, golden?.Expected.GetProperty("sampling_distributions").GetArrayLength() ?? 0)];
        }
    }

    [SharedFact]
    public void Greedy_search_writes_MiniGLMs_tokens_past_the_context_length()
    {
        using var golden = new GoldenModel(MiniGlm);
        using GptModel model = LoadMiniGlm(golden);
        JsonElement expected = golden.Expected.GetProperty("greedy");
        int[][] results = [.. expected.GetProperty("result").EnumerateArray().Select(row => row.ToInts())];
        int prompt = expected.GetProperty("prompt")[0].GetArrayLength();
        Assert.True(results[0].Length > model.MaximumLength, "The reference does not write past the context length.");
        using IDecoderSession session = Start(model, expected.GetProperty("prompt"));
        float[] logits = new float[session.RowCount * session.VocabularySize];

        // The reference knows no end token, which a search cannot do without.
        int[] tokens = [];
        for (int place = prompt; place < results[0].Length; place++)
        {
            session.Step(tokens, logits);
            tokens = [.. logits.Chunk(session.VocabularySize).Select(row => Array.IndexOf(row, row.Max()))];
            Assert.Equal(results.Select(row => row[place]), tokens);
        }
    }

    [SharedTheory]
    [MemberData(nameof(SamplingCases))]
    public void What_is_drawn_from_is_MiniGLMs_distribution(int number)
    {
        using var golden = new GoldenModel(MiniGlm);
        using GptModel model = LoadMiniGlm(golden);
        JsonElement expected = golden.Expected.GetProperty("sampling_distributions")[number];
        double temperature = expected.GetProperty("temperature").GetDouble();
        JsonElement topK = expected.GetProperty("top_k");
        var filter = new SamplingFilter(temperature, topK.ValueKind == JsonValueKind.Null ? 0 : topK.GetInt32(), topP: 1);
        JsonElement prompts = golden.Expected.GetProperty("greedy").GetProperty("prompt");
        int[][] path = [.. expected.GetProperty("path").EnumerateArray().Select(row => row.ToInts())];
        int prompt = prompts[0].GetArrayLength();
        using IDecoderSession session = Start(model, prompts);
        float[] logits = new float[session.RowCount * session.VocabularySize];
        JsonElement steps = expected.GetProperty("probabilities_per_step");
        for (int step = 0; step < steps.GetArrayLength(); step++)
        {
            session.Step(step == 0 ? [] : [.. path.Select(row => row[prompt + step - 1])], logits);
            for (int row = 0; row < session.RowCount; row++)
            {
                Span<float> probabilities = logits.AsSpan(row * session.VocabularySize, session.VocabularySize);
                filter.Apply(probabilities);
                float[] wanted = Dense(steps[step][row], session.VocabularySize);
                for (int token = 0; token < wanted.Length; token++)
                {
                    // The tolerance of logits, through the softmax.
                    Assert.Equal(wanted[token], probabilities[token], 2e-5 / temperature);
                }
            }
        }
    }

    [SharedTheory]
    [MemberData(nameof(HuggingFaceCases))]
    public void Searches_find_Hugging_Faces_texts(string version, string name)
    {
        using var golden = new GoldenModel(HuggingFace);
        using GptModel model = LoadHuggingFace(golden);
        JsonElement inputs = golden.Inputs;
        JsonElement one = golden.Expected.GetProperty(version).GetProperty(name);
        int end = inputs.GetProperty("eos_token_id").GetInt32();
        PrefixSample[] sources = Sources.Of(inputs.GetProperty("input_ids"), inputs.GetProperty("attention_mask"));
        for (int i = 0; i < sources.Length; i++)
        {
            JsonElement result = one.GetProperty("results")[i];
            int prefix = sources[i].Ids.Length;
            ISearch search = HuggingFaceSearch.Search(one, version, prefix, result.GetProperty("sequences").GetArrayLength(), end);
            using IDecoderSession session = model.Start([sources[i]], Sources.Padded(PaddingId));

            HuggingFaceSearch.AssertSame(result, prefix, end, search.Run(session)[0]);
        }
    }

    [SharedFact]
    public void A_prompt_is_continued_alike_alone_and_in_a_padded_batch()
    {
        using var golden = new GoldenModel(HuggingFace);
        using GptModel model = LoadHuggingFace(golden);
        PrefixSample[] sources = Sources.Of(golden.Inputs.GetProperty("input_ids"), golden.Inputs.GetProperty("attention_mask"));
        (ISearch search, _, _) = BatchedSearch(golden);
        using IDecoderSession together = model.Start(sources, Sources.Padded(PaddingId));

        Hypothesis[][] inBatch = search.Run(together);

        for (int i = 0; i < sources.Length; i++)
        {
            using IDecoderSession alone = model.Start([sources[i]], Sources.Padded(PaddingId));
            Assert.Equal(search.Run(alone)[0][0].Tokens, inBatch[i][0].Tokens);
        }
    }

    [SharedFact]
    public void With_the_padding_counted_as_prompt_a_padded_batch_gets_Hugging_Faces_texts()
    {
        using var golden = new GoldenModel(HuggingFace);
        using GptModel model = LoadHuggingFace(golden);
        PrefixSample[] sources = Sources.Of(golden.Inputs.GetProperty("input_ids"), golden.Inputs.GetProperty("attention_mask"));
        (ISearch search, int padded, int end) = BatchedSearch(golden);
        using IDecoderSession session = new PaddedPrompts(model.Start(sources, Sources.Padded(PaddingId)), padded, PaddingId);

        Hypothesis[][] found = search.Run(session);

        IEnumerable<JsonElement> expected = golden.Expected.GetProperty(Batched).GetProperty("sequences").EnumerateArray();
        Assert.Equal(expected.Select(sequence => HuggingFaceSearch.Written(sequence, padded, end)), found.Select(texts => texts[0].Tokens));
    }

    private static (ISearch Search, int Padded, int End) BatchedSearch(GoldenModel golden)
    {
        string version = $"transformers_{golden.Expected.GetProperty(Batched).GetProperty("version").GetString()}";
        int end = golden.Inputs.GetProperty("eos_token_id").GetInt32();
        int padded = golden.Inputs.GetProperty("input_ids")[0].GetArrayLength();
        JsonElement one = golden.Expected.GetProperty(version).GetProperty(Batched["batched_".Length..]);
        return (HuggingFaceSearch.Search(one, version, padded, count: 1, end), padded, end);
    }

    private static GptModel LoadMiniGlm(GoldenModel golden)
    {
        using GptModel whole = GptModelGoldenTests.LoadMiniGlm(golden);
        GptModel model = whole.Crop(golden.Config.GetProperty("block_size_after_crop").GetInt32());
        model.eval();
        return model;
    }

    private static GptModel LoadHuggingFace(GoldenModel golden)
    {
        GptModel model = GptModelGoldenTests.LoadHuggingFace(golden);
        model.eval();
        return model;
    }

    private static IDecoderSession Start(GptModel model, JsonElement prompts) =>
        model.Start([.. prompts.EnumerateArray().Select(prompt => Sources.Of(prompt.ToInts()))], Sources.Padded(PaddingId));

    // Either all probabilities, or [token, probability] where there is one.
    private static float[] Dense(JsonElement row, int size)
    {
        if (row[0].ValueKind == JsonValueKind.Number)
        {
            return [.. row.EnumerateArray().Select(p => p.GetSingle())];
        }

        float[] dense = new float[size];
        foreach (JsonElement pair in row.EnumerateArray())
        {
            dense[pair[0].GetInt32()] = pair[1].GetSingle();
        }

        return dense;
    }

    /// <summary>
    /// Prompts with padding before them. transformers counts it in its older length penalty, so that a text's score depends on what else is
    /// in the batch; ours does not, and a session that is told so shows that nothing else differs.
    /// </summary>
    private sealed class PaddedPrompts(IDecoderSession session, int length, int paddingId) : IDecoderSession
    {
        public int SourceCount => session.SourceCount;

        public int RowCount => session.RowCount;

        public int VocabularySize => session.VocabularySize;

        public int MaximumLength => session.MaximumLength;

        public ReadOnlySpan<int> Prefix(int source)
        {
            ReadOnlySpan<int> prompt = session.Prefix(source);
            return (int[])[.. Enumerable.Repeat(paddingId, length - prompt.Length), .. prompt];
        }

        public void Step(ReadOnlySpan<int> tokens, Span<float> logits) => session.Step(tokens, logits);

        public void Reorder(ReadOnlySpan<int> parents) => session.Reorder(parents);

        public void Dispose() => session.Dispose();
    }
}
