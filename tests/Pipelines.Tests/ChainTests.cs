using System.Text.Json;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>What one pipeline saves another begins with: vocabulary, sizes and weights.</summary>
[Trait("Kind", "Slow")]
public sealed class ChainTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("PretrainMlmSop", "FinetuneParaphrase")]
    [InlineData("PretrainUnilm", "FinetuneParaphrase")]
    [InlineData("PretrainGpt", "FinetuneChat")]
    [InlineData("PretrainBart", "FinetuneTitle")]
    public async Task What_is_pre_trained_can_be_fine_tuned(string pretraining, string finetuning)
    {
        string first = folder.File($"{pretraining}.zip");
        string second = folder.File($"{pretraining}-{finetuning}.zip");

        string[] pretrained = await PipelineRun.Done([pretraining, .. PipelineRun.Tiny, "--output", first]);
        string[] finetuned = await PipelineRun.Done([finetuning, .. PipelineRun.Tiny, "--from", first, "--output", second]);

        // The characters of the other file are not the same number.
        Assert.Equal(PipelineRun.Tokens(pretrained), PipelineRun.Tokens(finetuned));
        Assert.Contains(finetuned, line => line.EndsWith($"saved {second}", StringComparison.Ordinal));
        Assert.True(File.Exists(second));
    }

    [Fact]
    public async Task A_network_of_another_kind_is_not_begun_with()
    {
        string gau = folder.File("other.zip");
        await PipelineRun.Done(["PretrainGau", .. PipelineRun.Tiny, "--output", gau]);

        PipelineRun run = await PipelineRun.Of(["FinetuneTitle", .. PipelineRun.Tiny, "--from", gau, "--output", folder.File("title.zip")]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["The model to begin with is a 'gau-alpha', which this pipeline does not train."], run.Errors);
        Assert.False(File.Exists(folder.File("title.zip")));
    }

    [Fact]
    public async Task A_prepared_corpus_trains_models_that_fill_masks_and_models_that_write()
    {
        (string vocabulary, string tokens) = (folder.File("vocab.txt"), folder.File("tokens"));
        (string gau, string gpt) = (folder.File("gau.zip"), folder.File("gpt.zip"));
        await PipelineRun.Done(["BuildVocabulary", "--characters", "--output", vocabulary]);
        await PipelineRun.Done(["PrepareCorpus", "--vocabulary", vocabulary, "--output", tokens, "--length", "60"]);

        await PipelineRun.Done(["PretrainGau", .. PipelineRun.Tiny, "--tokens", tokens, "--vocabulary", vocabulary, "--output", gau]);
        string[] written = await PipelineRun.Done(["PretrainGpt", .. PipelineRun.Tiny, "--tokens", tokens, "--vocabulary", vocabulary, "--prompt", "秋天", "--output", gpt]);
        string[] filled = await PipelineRun.Done("FillMask", "--model", gau, "--top", "2", "今天[MASK]很好，我[MASK]去公园玩。");

        Assert.StartsWith("秋天 → ", written[^1], StringComparison.Ordinal);
        Assert.Matches(@"^今天\[.+\+0[.]\d+\|\|.+\+0[.]\d+\]很好，我\[.+\+0[.]\d+\|\|.+\+0[.]\d+\]去公园玩。$", Assert.Single(filled));
    }

    [Fact]
    public async Task A_published_tokenizer_prepares_a_corpus_and_goes_with_the_model_that_learns_from_it()
    {
        (string tokenizer, string tokens) = (folder.File("bytes"), folder.File("byte-tokens"));
        (string gpt, string chat) = (folder.File("bytes.zip"), folder.File("bytes-chat.zip"));
        Directory.CreateDirectory(tokenizer);
        (string[] vocabulary, string[] merges) = SmallTokenizers.ByteBpe(["，", "。", "的"], "<|endoftext|>");
        File.WriteAllText(Path.Combine(tokenizer, "vocab.json"), JsonSerializer.Serialize(vocabulary.Index().ToDictionary(entry => entry.Item, entry => entry.Index)));
        File.WriteAllLines(Path.Combine(tokenizer, "merges.txt"), ["#version: 0.2", .. merges]);

        await PipelineRun.Done(["PrepareCorpus", "--tokenizer", tokenizer, "--no-jieba", "--output", tokens, "--length", "120"]);
        string[] pretrained = await PipelineRun.Done(["PretrainGpt", .. PipelineRun.Tiny, "--tokens", tokens, "--tokenizer", tokenizer, "--prompt", "秋天", "--output", gpt]);
        string[] finetuned = await PipelineRun.Done(["FinetuneChat", .. PipelineRun.Tiny, "--from", gpt, "--output", chat]);

        // What a network that has learnt nothing writes of bytes may hold line ends.
        Assert.Contains(pretrained, line => line.StartsWith("秋天 → ", StringComparison.Ordinal));
        Assert.Equal(vocabulary.Length, PipelineRun.Tokens(pretrained));
        Assert.Equal(vocabulary.Length, PipelineRun.Tokens(finetuned));
    }

    [Fact]
    public async Task References_that_were_built_hide_words()
    {
        (string vocabulary, string texts, string references) = (folder.File("characters.txt"), folder.File("reftext.txt"), folder.File("refids.txt"));
        await PipelineRun.Done(["BuildVocabulary", "--characters", "--output", vocabulary]);
        await PipelineRun.Done(["BuildWordReferences", "--vocabulary", vocabulary, "--texts", texts, "--references", references]);

        string[] lines = await PipelineRun.Done(
            ["PretrainGau", .. PipelineRun.Tiny, "--data", texts, "--references", references, "--vocabulary", vocabulary, "--output", folder.File("references.zip")]);

        Assert.Equal(File.ReadLines(vocabulary).Count(), PipelineRun.Tokens(lines));
        Assert.Matches(@"天\[.+\]很好，那么我\[.+\]一起", lines[^1]);
    }
}
