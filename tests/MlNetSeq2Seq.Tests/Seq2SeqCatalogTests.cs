using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Tests;

public sealed class Seq2SeqCatalogTests
{
    [Fact]
    public void Questions_and_answers_become_sources_and_targets()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{\"instruction\": \"红茶\", \"output\": \"暖茶\"}\n{\"instruction\": \"雨伞\", \"output\": \"伞\"}\n");

            IDataView pairs = new MLContext().Seq2Seq().LoadJsonPairs(path, "instruction", "output");

            Assert.Equal(["红茶", "雨伞"], pairs.GetColumn<string>("Source"));
            Assert.Equal(["暖茶", "伞"], pairs.GetColumn<string>("Target"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
