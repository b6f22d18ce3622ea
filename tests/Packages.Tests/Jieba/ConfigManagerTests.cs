using JiebaNet.Segmenter;

namespace Packages.Tests.Jieba;

[Collection(JiebaSharing.Name)]
public class ConfigManagerTests
{
    [Fact]
    public void The_files_lie_beside_the_program_in_Resources()
    {
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "Resources"), ConfigManager.ConfigFileBaseDir);
        Assert.True(File.Exists(ConfigManager.MainDictFile));
        Assert.True(File.Exists(ConfigManager.ProbEmitFile));
        Assert.True(File.Exists(ConfigManager.ProbTransFile));
    }

    [Fact]
    public void Another_folder_can_be_named()
    {
        string before = ConfigManager.ConfigFileBaseDir;
        string folder = Path.GetTempPath();
        try
        {
            ConfigManager.ConfigFileBaseDir = folder;

            Assert.Equal(Path.Combine(folder, "dict.txt"), ConfigManager.MainDictFile);
            Assert.Equal(Path.Combine(folder, "prob_emit.json"), ConfigManager.ProbEmitFile);
            Assert.Equal(Path.Combine(folder, "prob_trans.json"), ConfigManager.ProbTransFile);
        }
        finally
        {
            ConfigManager.ConfigFileBaseDir = before;
        }
    }
}
