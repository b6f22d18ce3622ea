using TorchSharp;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>Devices by name, and what a machine without a GPU answers.</summary>
public class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1, "cpu")]
    [InlineData("cuda", DeviceType.CUDA, -1, "cuda")]
    [InlineData("cuda:1", DeviceType.CUDA, 1, "cuda:1")]
    [InlineData("meta", DeviceType.META, -1, "meta")]
    public void A_description_names_type_and_index(string description, DeviceType type, int index, string text)
    {
        var device = new Device(description);

        Assert.Equal((type, index), (device.type, device.index));
        Assert.Equal(text, device.ToString());
    }

    [Fact]
    public void Tensors_lie_on_the_CPU_unless_told_otherwise()
    {
        Tensor tensor = zeros(1);

        Assert.Equal(DeviceType.CPU, tensor.device.type);
        Assert.Equal(DeviceType.CPU, tensor.device_type);
        Assert.False(tensor.is_cuda);
        Assert.Equal("cpu", tensor.device.ToString());
    }

    [Fact]
    public void To_a_device_with_a_type_changes_both()
    {
        Tensor moved = zeros(1).to(float64, CPU);

        Assert.Equal((ScalarType.Float64, DeviceType.CPU), (moved.dtype, moved.device_type));
    }

    [Fact]
    public void Meta_tensors_have_a_shape_and_no_elements()
    {
        Tensor shape = zeros(2, 3, device: META).matmul(zeros(3, 5, device: META));

        Assert.Equal([2L, 5], shape.shape);
        Assert.Equal(DeviceType.META, shape.device_type);
    }

    [Fact]
    public void A_GPU_is_counted_or_refused()
    {
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
        if (!cuda.is_available())
        {
            Assert.Throws<InvalidOperationException>(() => device("cuda"));
        }
    }
}
