using System;
using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lies: a type and, where there may be several, an index; -1 is the current one.</summary>
    public class Device
    {
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = ParseType(parts[0]);
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public Device(string deviceType, int index = -1)
        {
            type = ParseType(deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        internal int Packed => Pack(type, index);

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => (type, index) switch
        {
            (DeviceType.CPU, _) => "cpu",
            (_, -1) => Name,
            _ => string.Create(CultureInfo.InvariantCulture, $"{Name}:{index}"),
        };

        /// <summary>The form in which a device crosses into native code.</summary>
        internal static int Pack(DeviceType type, int index) => ((int)type << 8) | (index & 0xff);

        internal static Device Unpack(int packed)
        {
            var type = (DeviceType)(packed >> 8);
            return new Device(type, type == DeviceType.CPU ? -1 : (sbyte)packed);
        }

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType ParseType(string name) => Enum.Parse<DeviceType>(name.ToUpperInvariant());
    }
}
