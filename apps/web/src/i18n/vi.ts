import { capital } from "./capital.ts";
import type { Words } from "./en.ts";

/** Vietnamese, with “bạn”. Nouns have no plural, so counts need one form only. */
export const vi: Words = {
  app: {
    name: "Graticule",
    tagline:
      "Cuộc họp video tôn trọng biên giới mà không bị biên giới chấm dứt. Giới hạn ai có thể tham gia theo địa điểm; không ai khác bị ảnh hưởng.",
    process: "Dịch vụ này xử lý yêu cầu của chính phủ như thế nào",
    inPublic: "Yêu cầu của chính phủ",
    skip: "Đi tới nội dung trang",
    loading: "Xin chờ một chút…",
    offline:
      "Không liên lạc được với dịch vụ. Hãy kiểm tra kết nối của bạn; trang này sẽ tự thử lại.",
    failed: "Đã có trục trặc từ phía chúng tôi. Vui lòng thử lại sau giây lát.",
    tooMany: "Hơi nhanh một chút. Hãy chờ giây lát rồi thử lại.",
    retry: "Thử lại",
    copy: "Sao chép",
    copied: "Đã sao chép",
    sayMore: "Hãy viết ít nhất vài từ.",
    home: "Về trang đầu",
    placesBy: "Dữ liệu vị trí:",
    certain: (ipv4: string, ipv6: string) =>
      `Chúng tôi có thể chắc chắn về vị trí của ${ipv4} địa chỉ IPv4 và ${ipv6} địa chỉ IPv6.`,
    noneCertain: "Hiện tại chúng tôi không thể chắc chắn về vị trí của bất kỳ ai.",
    language: "Ngôn ngữ",
    machine: "Do máy dịch: một số câu có thể không tự nhiên.",
  },
  home: {
    title: "Tham gia cuộc họp",
    linkLabel: "Dán liên kết cuộc họp",
    linkWrong:
      "Đó không phải là liên kết cuộc họp. Hãy sao chép toàn bộ liên kết bạn nhận được và dán vào đây.",
    go: "Tham gia",
    meetings: "Cuộc họp",
    start: "Bắt đầu cuộc họp",
    schedule: "Lên lịch cuộc họp",
    meetingOf: (name: string) => `Cuộc họp: ${name}`,
    signIn: "Đăng nhập",
    signOut: "Đăng xuất",
    account: "Tài khoản của bạn",
    administration: "Quản trị",
    desk: "Bàn tiếp nhận yêu cầu",
    signInToMake: "Bạn cần tài khoản để tạo cuộc họp; để tham gia, bạn chỉ cần liên kết.",
    mine: "Cuộc họp của bạn",
    mineOnDevice: "Được giữ trong trình duyệt này",
    none: "Chưa có gì được lên lịch. Các cuộc họp của bạn sẽ hiện ở đây.",
    noAnswer: "Hiện không thể hiển thị các cuộc họp của bạn.",
    manage: "Quản lý",
    manageOf: (title) => `Quản lý: ${title}`,
    more: "Hiện tất cả",
    inProgress: "Đang diễn ra",
    joinOf: (title) => `Tham gia: ${title}`,
    repeats: "lặp lại",
    anytime: "bất cứ lúc nào",
    ended: "Đã kết thúc",
    endedKept:
      "Trong “Quản lý” có lịch sử và bản ghi quy tắc tham gia, cho đến khi mọi thứ được xóa.",
    deletedOn: (day) => `sẽ được xóa: ${day}`,
    startFault: {
      "no-keys":
        "Trình duyệt này không thể mã hóa cuộc họp. Bạn có thể lên lịch một cuộc họp không mã hóa trong mục Options.",
      "code-kept":
        "Dịch vụ đã cấp cho cuộc họp này mã của một cuộc họp khác mà trình duyệt này đang giữ liên kết. Không có gì về cuộc họp mới được lưu ở đây, nên các liên kết đó vẫn an toàn. Hãy thử lại.",
    },
  },
  sentence: {
    everyone: "Mọi người đều có thể tham gia, từ bất cứ đâu.",
    hostOpen: "Người chủ trì cho tham gia từ bất cứ đâu.",
    order: (places, time) =>
      `Cho đến ${time}, theo một lệnh, những người chắc chắn ở các nơi sau không thể tham gia: ${places}.`,
    orderBy: (who, places, time) =>
      `Cho đến ${time}, theo một lệnh (${who}), những người chắc chắn ở các nơi sau không thể tham gia: ${places}.`,
    orderExcept: (places) => `Lệnh này không áp dụng cho: ${places}.`,
    limitedByOrder: "Một lệnh giới hạn việc tham gia theo nơi.",
    except: (places) => `Những người ở các nơi sau không thể tham gia: ${places}.`,
    only: (places) => `Chỉ những người ở các nơi sau có thể tham gia: ${places}.`,
    onlyNever: (places, never) =>
      `Chỉ những người ở các nơi sau có thể tham gia: ${places}. Không ai có thể tham gia từ: ${never}.`,
    doubtAdmit: "Nếu chúng tôi không biết rõ một người đang ở đâu, người đó vẫn có thể tham gia.",
    doubtHold: "Nếu chúng tôi không biết rõ một người đang ở đâu, người đó đợi ở phòng chờ.",
    doubtRefuse:
      "Nếu chúng tôi không biết rõ một người đang ở đâu, người đó cũng không thể tham gia.",
    doubtAsk:
      "Nếu chúng tôi không biết rõ một người đang ở đâu nhưng có nơi có khả năng, chúng tôi sẽ hỏi họ; ai có câu trả lời phù hợp thì được tham gia, những người khác đợi ở phòng chờ.",
    until: (time) => `Điều này có hiệu lực đến ${time}.`,
    more: (count) => `${count} nơi khác`,
    nowhere: "…",
    setBy: { host: "người chủ trì", "co-host": "một đồng chủ trì", acting: "người chủ trì thay" },
    limit: {
      "meeting/closed": (who, places) =>
        `${capital(who)} không mở cuộc họp này cho các nơi sau: ${places}.`,
      "meeting/closed-until": (who, places, time) =>
        `Cho đến ${time}, ${who} không mở cuộc họp này cho các nơi sau: ${places}.`,
      "meeting/only": (who, places) =>
        `${capital(who)} chỉ mở cuộc họp này cho các nơi sau: ${places}.`,
      "meeting/only-until": (who, places, time) =>
        `Cho đến ${time}, ${who} chỉ mở cuộc họp này cho các nơi sau: ${places}.`,
      "account/closed": (places) =>
        `Tổ chức của người chủ trì không mở cuộc họp nào của mình cho các nơi sau: ${places}.`,
      "account/closed-until": (places, time) =>
        `Cho đến ${time}, tổ chức của người chủ trì không mở cuộc họp nào của mình cho các nơi sau: ${places}.`,
      "account/only": (places) =>
        `Tổ chức của người chủ trì chỉ mở tất cả các cuộc họp của mình cho các nơi sau: ${places}.`,
      "account/only-until": (places, time) =>
        `Cho đến ${time}, tổ chức của người chủ trì chỉ mở tất cả các cuộc họp của mình cho các nơi sau: ${places}.`,
      "platform/closed": (places) => `Dịch vụ này không mở cho các nơi sau: ${places}.`,
      "platform/closed-until": (places, time) =>
        `Cho đến ${time}, dịch vụ này không mở cho các nơi sau: ${places}.`,
      "platform/only": (places) => `Dịch vụ này chỉ mở cho các nơi sau: ${places}.`,
      "platform/only-until": (places, time) =>
        `Cho đến ${time}, dịch vụ này chỉ mở cho các nơi sau: ${places}.`,
    },
    because: (ground) => `Lý do: ${ground}.`,
    ground: {
      sanctions: "lệnh trừng phạt",
      licence: "giấy phép",
      security: "an ninh",
      "own-policy": "quy định riêng của dịch vụ",
      unnamed: "không được nêu",
    },
  },
  door: {
    from: {
      sure: (place) => `Tham gia từ: ${place} · chắc chắn`,
      likely: (place) => `Tham gia từ: ${place} · nhiều khả năng`,
      "cannot-tell": (place) => `Tham gia từ: ${place} · không chắc`,
    },
    fromNowhere: "Chúng tôi không biết rõ bạn đang tham gia từ đâu",
    notRight: "Không đúng?",
    why: "Tại sao?",
    howKnown: "Làm sao biết được?",
    notRightText:
      "VPN, mạng công ty hoặc mạng di động thường trông như đang ở nơi khác. Hãy tắt nó hoặc dùng mạng khác rồi mở lại trang này; nếu vẫn không được, hãy báo cho người chủ trì.",
    because: {
      "too-quick": (place) =>
        `Kết nối của bạn phản hồi quá nhanh, nên không thể đến từ nơi sau: ${place}.`,
      "paths-differ":
        "Âm thanh và hình ảnh của bạn đi theo đường khác với trang này, và hai đường không khớp nhau.",
      shared: "Địa chỉ mạng của bạn được nhiều người ở nhiều nơi dùng chung, như với VPN.",
      "records-differ": "Các dữ liệu về mạng ghi những nơi khác nhau cho kết nối của bạn.",
      "own-list": "Mạng của bạn có trong danh sách riêng của dịch vụ này, dưới nơi này.",
      "records-agree": "Nhiều nguồn dữ liệu độc lập về mạng cùng ghi nơi này.",
      mobile: "Bạn đang dùng mạng di động, và mạng này có thể trông như đang ở nơi khác.",
      "own-word": "Bạn đã nói rằng bạn không ở đó, và điều đó được tính.",
      "registered-elsewhere":
        "Mạng của bạn được đăng ký ở một quốc gia khác với nơi mà mạng có vẻ đang ở.",
      "old-records": "Các dữ liệu về mạng ghi nơi này đã cũ.",
      "too-few-records": "Có quá ít nguồn dữ liệu độc lập về mạng ghi nơi này để chắc chắn.",
      "paths-agree": "Âm thanh và hình ảnh của bạn cũng đến từ đó.",
      "nothing-known": "Không có thông tin gì về nơi đặt mạng của bạn.",
    },
    name: "Tên của bạn",
    namePlaceholder: "Tên mà người khác sẽ thấy",
    nameMissing: "Hãy cho mọi người biết tên của bạn.",
    remember: "Nhớ tên của tôi trên thiết bị này",
    camera: "Camera",
    microphone: "Micrô",
    speaker: "Loa",
    cameraOn: "Bật camera",
    cameraOff: "Tắt camera",
    micOn: "Bật micrô",
    micOff: "Tắt micrô",
    cameraIsOff: "Camera của bạn đang tắt",
    noNetwork:
      "Trình duyệt của bạn không tìm thấy mạng nào cho âm thanh và hình ảnh, nên có lẽ bạn sẽ không vào được. Hãy kết nối thiết bị này với mạng rồi tải lại trang, hoặc thử trình duyệt khác.",
    noCamera: "Không có camera",
    noMicrophone: "Không có micrô",
    systemSpeaker: "Mặc định của hệ thống",
    deviceUnnamed: (index) => `Thiết bị ${index}`,
    devices: "Thiết bị",
    blur: "Làm mờ nền của tôi",
    blurFailed: "Không thể làm mờ nền trên thiết bị này.",
    level: "Độ lớn giọng nói của bạn",
    heard: "Chúng tôi nghe thấy bạn",
    silent: "Chúng tôi chưa nghe thấy bạn",
    join: "Tham gia",
    askToJoin: "Xin tham gia",
    joining: "Đang tham gia…",
    starts: (time) => `Bắt đầu: ${time}. Bạn có thể tham gia ngay từ bây giờ.`,
    untitled: "Một cuộc họp",
    you: "Bạn",
    alsoHere: "Cuộc họp này đang mở ở một thẻ khác. Nếu tham gia cả ở đây, bạn sẽ có mặt hai lần.",
    opened: "Bây giờ bạn có thể tham gia. Điều khiến bạn không vào được đã thay đổi.",
    openedAsk: "Bây giờ bạn có thể xin vào. Điều khiến bạn không vào được đã thay đổi.",
    pass: {
      valid: "Người chủ trì đã cấp cho bạn một thẻ vào: bạn có thể tham gia từ đây.",
      ask: "Người chủ trì đã cấp cho bạn một thẻ vào: từ đây bạn có thể xin vào, và người chủ trì quyết định.",
      used: "Thẻ vào này đã được dùng. Nếu bạn tham gia bây giờ, nó chuyển sang bạn và không còn dùng được cho người đã dùng trước.",
      gone: "Thẻ vào trong liên kết của bạn không còn dùng được. Hãy xin người chủ trì thẻ mới.",
      notNeeded:
        "Thẻ vào trong liên kết của bạn không còn dùng được, nhưng bạn có thể tham gia từ đây mà không cần nó.",
    },
    holds: "Ai có thể tham gia",
    encrypted: "Được mã hóa đầu cuối",
    encryptedText:
      "Hình ảnh, âm thanh, màn hình chia sẻ và trò chuyện được mã hóa trên thiết bị của bạn và chỉ mở trên thiết bị của những người ở bên trong. Bên vận hành dịch vụ này không thể xem hay nghe nếu không có liên kết đầy đủ: bất kỳ ai có liên kết đó và được cho vào đều nhận khóa.",
    encryptedVouched: "Được mã hóa đầu cuối, có bảo đảm",
    vouchedText:
      "Hình ảnh, âm thanh, màn hình chia sẻ và trò chuyện được mã hóa trên thiết bị của bạn và chỉ mở trên thiết bị của những người ở bên trong. Bên vận hành dịch vụ này không thể xem hay nghe. Chỉ những người được người chủ trì bảo đảm mới nhận khóa: chỉ có liên kết thôi thì chưa đủ.",
    encryptionOff: "Mã hóa đầu cuối đang tắt cho cuộc họp này.",
    seenByHost: "Người chủ trì có thể thấy gì",
    seenByHostText:
      "Người chủ trì và mọi người trong cuộc họp thấy tên của bạn. Người chủ trì và những người giúp họ cũng thấy có bao nhiêu người tham gia từ mỗi nơi; nếu ít hơn năm người thì chỉ hiện “vài người”. Không ai được cho biết riêng bạn tham gia từ đâu. Trong cuộc họp nhỏ, những người điều hành có thể đoán ra, qua số người hoặc qua việc ai rời đi khi một quy tắc thay đổi. Địa chỉ mạng của bạn không bao giờ được lưu lại.",
    waits: {
      lobby: "Bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì cho bạn vào.",
      locked: "Cuộc họp đang khóa. Bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì cho bạn vào.",
      "cannot-tell":
        "Chúng tôi không biết rõ bạn đang tham gia từ đâu, nên bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì cho bạn vào.",
      "sent-back": "Bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì cho bạn vào lại.",
      ask: "Chúng tôi không biết rõ bạn đang tham gia từ đâu, nên chúng tôi sẽ hỏi bạn.",
    },
  },
  lobby: {
    title: "Bạn đang ở phòng chờ",
    because: {
      lobby: "Người chủ trì quyết định ai được vào.",
      locked: "Cuộc họp đang khóa, và người chủ trì quyết định ai còn được vào.",
      "cannot-tell":
        "Chúng tôi không biết rõ bạn đang tham gia từ đâu, nên người chủ trì quyết định.",
      terms:
        "Sau một báo cáo từ trong cuộc họp, dịch vụ này đã đưa bạn ra ngoài theo điều khoản sử dụng của mình, cho đến khi cuộc họp kết thúc hoặc người chủ trì cho bạn vào lại. Nếu bạn nghĩ rằng điều này là sai, hãy viết cho bên vận hành dịch vụ này.",
      "media-path":
        "Cuộc họp này xem đường đi của âm thanh và hình ảnh của bạn, và chúng tôi chưa thấy được. Nếu vẫn như vậy, có thể mạng của bạn không cho đi qua (UDP). Người chủ trì có thể cho bạn vào.",
      "sent-back": "Người chủ trì mời bạn đợi ở đây. Có thể chỉ trong chốc lát.",
    },
    byItself: "Trang này sẽ tự đưa bạn vào. Bạn không cần làm gì cả.",
    as: (name) => `Tên của bạn trong cuộc họp: ${name}`,
    declined: "Hiện người chủ trì chưa thể cho bạn vào. Bạn có thể ở lại và hỏi lại sau vài phút.",
    askAgain: "Hỏi lại",
    leave: "Rời đi",
    askTitle: "Bây giờ bạn đang tham gia từ đâu?",
    askWhy:
      "Kết nối của bạn không cho chúng tôi biết chắc điều đó. Nếu câu trả lời của bạn phù hợp với những gì chúng tôi thấy, bạn sẽ vào ngay; nếu không, người chủ trì quyết định. Câu trả lời của bạn không được lưu lại.",
    askField: "Quốc gia, vùng hoặc lãnh thổ",
    askNothing: "Không có nơi nào mang tên đó.",
    answer: "Tôi đang ở đó",
    asked: "Cảm ơn bạn. Bây giờ người chủ trì quyết định.",
  },
  check: {
    title: "Tôi có vào được không?",
    yes: "Từ đây bạn sẽ vào được.",
    waits: "Từ đây bạn sẽ vào phòng chờ.",
    waitsWhy: {
      lobby: "Người chủ trì quyết định ai được vào.",
      locked: "Cuộc họp hiện đang khóa, và người chủ trì quyết định ai còn được vào.",
      "cannot-tell":
        "Chúng tôi không biết rõ bạn đang tham gia từ đâu, nên người chủ trì quyết định.",
      "sent-back": "Người chủ trì quyết định ai được vào.",
      ask: "Chúng tôi không biết rõ bạn đang tham gia từ đâu. Chúng tôi sẽ hỏi bạn, và nếu câu trả lời của bạn phù hợp với những gì chúng tôi thấy, bạn sẽ vào ngay.",
    },
    no: "Theo tình hình hiện tại, từ đây bạn không thể tham gia.",
    what: {
      meeting:
        "Hôm đó bạn sẽ ở nơi khác, hay nơi này không đúng? Hãy tắt VPN hoặc dùng mạng khác rồi xem lại. Nếu không, hãy viết cho người chủ trì: họ có thể thay đổi điều này hoặc cấp cho bạn một thẻ vào.",
      account:
        "Hôm đó bạn sẽ ở nơi khác, hay nơi này không đúng? Hãy tắt VPN hoặc dùng mạng khác rồi xem lại. Nếu không, hãy viết cho người chủ trì: tổ chức của họ có thể thay đổi điều này.",
      platform:
        "Hôm đó bạn sẽ ở nơi khác, hay nơi này không đúng? Hãy tắt VPN hoặc dùng mạng khác rồi xem lại. Không người chủ trì nào thay đổi được điều này; chỉ bên vận hành dịch vụ này làm được.",
      order:
        "Điều này chỉ chạm đến những người mà chúng tôi biết chắc đang ở đâu. Nơi này không đúng? Hãy tắt VPN hoặc dùng mạng khác rồi xem lại.",
      banned: "Nếu bạn nghĩ rằng có nhầm lẫn, hãy viết cho người chủ trì.",
      removed:
        "Bạn có thể xin vào. Khi đó bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì quyết định.",
    },
    onTheDay:
      "Điều này đúng với kết nối bạn đang dùng bây giờ. Kết nối bạn dùng vào hôm đó mới là điều quyết định.",
    nothingKept: "Việc xem ở đây không lưu lại gì và không báo cho ai. Không dùng đến camera.",
    starts: (time) => `Cuộc họp bắt đầu: ${time}.`,
    again: "Xem lại",
    open: "Đến cuộc họp",
  },
  device: {
    camera: {
      denied:
        "Trình duyệt của bạn không cho trang này dùng camera. Hãy cho phép ở cạnh địa chỉ, hoặc tiếp tục mà không có camera.",
      missing: "Không tìm thấy camera. Bạn có thể tiếp tục mà không có camera.",
      busy: "Một chương trình khác đang dùng camera. Hãy tắt ở đó, hoặc tiếp tục mà không có camera.",
      other: "Camera không khởi động được. Bạn có thể tiếp tục mà không có camera.",
    },
    microphone: {
      denied:
        "Trình duyệt của bạn không cho trang này dùng micrô. Hãy cho phép ở cạnh địa chỉ, hoặc tiếp tục mà không có micrô.",
      missing: "Không tìm thấy micrô. Bạn có thể tiếp tục mà không có micrô.",
      busy: "Một chương trình khác đang dùng micrô. Hãy tắt ở đó, hoặc tiếp tục mà không có micrô.",
      other: "Micrô không khởi động được. Bạn có thể tiếp tục mà không có micrô.",
    },
    screen: {
      denied:
        "Hệ thống của bạn không cho trình duyệt dùng màn hình. Hãy cho phép trình duyệt ghi màn hình trong cài đặt hệ thống, hoặc tiếp tục mà không chia sẻ.",
      missing: "Không tìm thấy màn hình. Bạn có thể tiếp tục mà không chia sẻ.",
      busy: "Một chương trình khác đang dùng màn hình. Hãy tắt ở đó, hoặc tiếp tục mà không chia sẻ.",
      other: "Không thể chia sẻ màn hình. Bạn có thể tiếp tục mà không chia sẻ.",
    },
    insecure: "Camera và micrô chỉ hoạt động qua https hoặc trên localhost.",
  },
  gone: {
    notFoundTitle: "Không có cuộc họp nào ở đây",
    notFound: "Liên kết có thể chưa đầy đủ, hoặc cuộc họp đã được xóa. Hãy hỏi lại liên kết.",
    endedTitle: "Cuộc họp này đã kết thúc",
    ended: "Cuộc họp đã được kết thúc cho tất cả mọi người.",
    endedByYou: "Bạn đã kết thúc cuộc họp cho tất cả mọi người.",
    closedTitle: "Cuộc họp này đã đóng",
    closed:
      "Theo điều khoản sử dụng, dịch vụ này đã kết thúc cuộc họp này hoặc đình chỉ tài khoản của người chủ trì. Hai người đã đồng ý sau một báo cáo từ trong cuộc họp. Nếu bạn nghĩ rằng điều này là sai, hãy viết cho bên vận hành dịch vụ này.",
    lostTitle: "Không kết nối được với cuộc họp",
    lost: "Cuộc họp vẫn tiếp tục. Hãy kiểm tra mạng của bạn rồi tham gia lại. Một số mạng không cho cuộc gọi đi qua: nếu vẫn không được, hãy thử mạng khác.",
    leftTitle: "Bạn đã rời cuộc họp",
    left: "Cuộc họp vẫn tiếp tục khi không có bạn.",
    leftAlone: "Không còn ai khác trong cuộc họp. Liên kết vẫn dùng được.",
    elsewhereTitle: "Cuộc họp này đang mở ở một thẻ khác",
    elsewhere: "Hiện bạn đang ở đó. Nếu tham gia lại ở đây, bạn sẽ rời cuộc họp ở đó.",
    again: "Tham gia lại",
    cannotCheckTitle: "Hiện chúng tôi không thể cho ai vào",
    cannotCheck:
      "Lúc này dịch vụ không kiểm tra được quy tắc của cuộc họp, nên tạm thời không ai vào được. Trang này sẽ tự thử lại.",
    noMedia:
      "Hiện không có máy chủ truyền hình ảnh và âm thanh nào hoạt động ở khu vực mà người chủ trì đã chọn cho cuộc họp này. Trang này sẽ tự thử lại.",
    failedTitle: "Việc đó không thành công",
    noAnswerTitle: "Hiện dịch vụ không trả lời",
    noAnswer: "Nguyên nhân không phải do liên kết của bạn. Trang này sẽ tự thử lại.",
    bringBack: "Chúng tôi sẽ đưa bạn trở lại ngay khi dịch vụ phản hồi. Bạn không cần làm gì.",
    tryNow: "Thử ngay",
    pageTitle: "Không có gì ở đây",
    page: "Địa chỉ có thể chưa đầy đủ.",
  },
  incomplete: {
    title: "Liên kết này chưa đầy đủ",
    another: "Phần cuối của liên kết này không phải của cuộc họp này",
    full: "Cuộc họp này đã đầy",
    fullText:
      "Đã có đủ số người mà một cuộc họp được mã hóa có thể có. Hãy thử lại khi có người rời đi.",
    notTaken: "Trang này không thể thống nhất khóa",
    notTakenText:
      "Dịch vụ không chấp nhận những gì trình duyệt này gửi. Hãy tải lại trang. Nếu vẫn không được, hãy thử trình duyệt khác.",
    cannot: "Trình duyệt này không thể tham gia cuộc họp được mã hóa",
    cannotText:
      "Trình duyệt không thể mã hóa đầu cuối hình ảnh và âm thanh. Hãy mở liên kết bằng bản mới của Firefox, Chrome, Edge hoặc Safari.",
    broke: "Mã hóa của cuộc gọi này đã ngừng hoạt động ở đây",
    brokeText:
      "Trang của bạn đã rời cuộc gọi để không có gì được gửi mà không mã hóa. Cuộc họp vẫn tiếp tục. Hãy tải lại trang để quay lại. Nếu lại xảy ra, hãy báo cho những người vận hành dịch vụ này.",
    why: "Cuộc họp được mã hóa đầu cuối. Phần mở được cuộc họp nằm ở cuối liên kết, sau dấu #. Dịch vụ này không bao giờ có phần đó nên không thể thêm vào.",
    whatToDo: "Hãy xin liên kết đầy đủ từ người đã mời bạn, rồi mở liên kết hoặc dán vào đây.",
    paste: "Liên kết đầy đủ",
    wrong: "Đó không phải là liên kết đầy đủ của cuộc họp này.",
    otherHost:
      "Bạn đến đây bằng một liên kết cho biết ai bảo đảm cho mọi người trong cuộc họp này. Liên kết này ghi một người khác, hoặc không ghi ai, nên không được dùng. Hãy hỏi người đã mời bạn xem liên kết nào đúng. Nếu là liên kết này, hãy mở nó trong một thẻ mới.",
    firstLink: "Tiếp tục với liên kết đầu tiên",
    go: "Tiếp tục",
  },
  refused: {
    short: "Không thể tham gia",
    title: "Hiện bạn không thể tham gia từ đây.",
    innocent: "Bạn không làm gì sai cả.",
    wasInside: "Bạn đã ở trong cuộc họp này cho đến lúc này.",
    yours: "Đây là cuộc họp của bạn: bạn có thể đổi ai được tham gia rồi vào lại.",
    yoursReason: {
      "denied-place": (place) => `Bạn không mở cuộc họp này cho nơi sau: ${place}.`,
      "outside-allowed":
        "Bạn chỉ mở cuộc họp này cho một số nơi, và nơi của bạn không nằm trong số đó.",
      only: (places) => `Bạn chỉ mở cuộc họp này cho các nơi sau: ${places}.`,
      "cannot-tell":
        "Bạn giới hạn cuộc họp này theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.",
    },
    bannedTitle: "Bạn không thể tham gia cuộc họp này.",
    removedTitle: "Bạn đang ở ngoài cuộc họp.",
    removedHelp:
      "Bạn có thể xin vào lại. Khi đó bạn sẽ đợi ở phòng chờ cho đến khi người chủ trì quyết định.",
    askAgain: "Xin vào",
    bannedHelp: "Nếu bạn nghĩ rằng có nhầm lẫn, hãy viết cho người đã mời bạn.",
    opens: "Hãy để trang này mở: nếu có thay đổi, bạn có thể nhập tên tại đây và tham gia.",
    byItselfAs: (name) =>
      `Hãy để trang này mở: nếu có thay đổi, trang sẽ tự đưa bạn vào với tên “${name}”, camera và micrô vẫn như bạn đã để.`,
    byItselfOff: (name) =>
      `Hãy để trang này mở: nếu có thay đổi, trang sẽ tự đưa bạn vào với tên “${name}”, camera và micrô tắt.`,
    notThere: "Tôi không ở đó",
    leave: "Rời đi",
    why: "Tại sao",
    whoDemanded: "Ai đã yêu cầu",
    law: "Theo luật nào",
    reasonGiven: "Lý do được nêu",
    until: "Đến khi nào",
    noEnd: "Chưa định thời điểm kết thúc.",
    noEndBy: {
      meeting: "Người chủ trì chưa định thời điểm kết thúc.",
      account: "Tổ chức của người chủ trì chưa định thời điểm kết thúc.",
      platform: "Dịch vụ này chưa định thời điểm kết thúc.",
    },
    unaffected: "Những gì không thay đổi",
    unaffectedText:
      "Cuộc họp vẫn tiếp tục với mọi người khác. Không có gì khác của bạn thay đổi: các cuộc họp, liên kết và tài khoản khác vẫn hoạt động như trước.",
    sealed: "Hiện chúng tôi chưa thể nêu tên.",
    appeal: "Khiếu nại",
    contact: (contact) => `Bên vận hành dịch vụ này: ${contact}`,
    knock: {
      lead: "Hãy xin người chủ trì cho bạn vào. Người chủ trì và những người giúp họ sẽ thấy tên của bạn và những gì bạn viết ở đây; những người tham gia khác thì không.",
      leadThere:
        "Hãy xin người chủ trì vẫn cho bạn vào. Người chủ trì và những người giúp họ sẽ thấy tên của bạn, những gì bạn viết ở đây và việc bạn đang ở nơi mà cuộc họp này không mở; những người tham gia khác thì không.",
      off: "Nếu họ đồng ý, bạn sẽ vào với camera và micrô tắt.",
      text: "Người chủ trì nên biết điều gì?",
      optional: "Bạn có thể để trống.",
      send: "Hỏi người chủ trì",
      sent: "Đã hỏi người chủ trì. Nếu họ đồng ý, trang này sẽ tự đưa bạn vào.",
      declined:
        "Lần này người chủ trì không thể cho bạn vào. Những người tham gia khác không biết rằng bạn đã hỏi. Bạn có thể hỏi lại sau vài phút.",
      closed: "Ở đây người chủ trì không thể cho bạn vào.",
    },
    contest: {
      lead: "Nếu bạn thật sự ở nơi khác, hãy nói ở đây. Bạn được vào ngay nếu có điều gì khác cho thấy như vậy. Nếu không, một người của dịch vụ này trả lời trong vòng mười phút, và nếu không có câu trả lời thì bạn được vào.",
      send: "Nói rằng tôi không ở đó",
      waits: (time: string) =>
        `Một người của dịch vụ này đang xem. Nếu không ai trả lời, bạn được vào chậm nhất lúc ${time}. Hãy giữ trang này mở.`,
      staysOut: "Một người của dịch vụ này đã trả lời rằng bạn ở lại bên ngoài, và viết lý do:",
      isIn: "Bạn được vào.",
      inside: {
        lead: "Nếu bạn thật sự ở nơi khác, hãy nói ở đây. Bạn được ở lại nếu có điều gì khác cho thấy như vậy. Nếu không, một người của dịch vụ này trả lời trong vòng mười phút. Bạn ở lại cho đến lúc đó, và nếu không có câu trả lời thì bạn được ở lại.",
        waits: (time: string) =>
          `Một người của dịch vụ này đang xem. Bạn ở lại cho đến khi có câu trả lời. Nếu đến ${time} không ai trả lời, bạn được ở lại.`,
        staysOut:
          "Một người của dịch vụ này đã trả lời rằng lệnh này áp dụng cho bạn, và viết lý do:",
        isIn: "Bạn được ở lại cuộc họp.",
      },
      device: {
        lead: "Thiết bị của bạn có thể cho biết nó ở đâu. Để biết điều đó, trình duyệt thường gửi tên các mạng Wi-Fi quanh bạn đến công ty làm ra nó. Sau đó trang này gửi cho chúng tôi quốc gia hoặc vùng, và không gì khác. Điều này giúp người trả lời, nhưng tự nó không cho bạn vào.",
        send: "Hỏi thiết bị của tôi",
        said: (place: string) =>
          `Thiết bị của bạn cho biết: ${place}. Người trả lời sẽ đọc điều này.`,
        denied: "Trình duyệt không cho phép. Không cần cũng được: bạn chỉ cần chờ câu trả lời.",
        unavailable:
          "Thiết bị không biết nó ở đâu. Không cần cũng được: bạn chỉ cần chờ câu trả lời.",
        late: "Thiết bị mất quá nhiều thời gian. Hãy thử lại, hoặc chỉ cần chờ câu trả lời.",
      },
    },
    notThereHelp: {
      account:
        "Tổ chức của người chủ trì đã quyết định điều này cho tất cả các cuộc họp của mình, nên người chủ trì không thể cho bạn vào. VPN, mạng công ty hoặc mạng di động có thể trông như đang ở nơi khác: hãy tắt nó hoặc dùng mạng khác, và trang này có thể đưa bạn vào. Nếu vẫn không được, hãy viết cho người đã mời bạn.",
      platform:
        "Dịch vụ này đã quyết định điều này cho tất cả các cuộc họp của mình, nên không người chủ trì nào có thể cho bạn vào. VPN, mạng công ty hoặc mạng di động có thể trông như đang ở nơi khác: hãy tắt nó hoặc dùng mạng khác, và trang này có thể đưa bạn vào. Nếu vẫn không được, hãy viết cho bên vận hành dịch vụ này.",
      order:
        "Điều này chỉ chạm đến những người mà chúng tôi biết chắc đang ở đâu, và không người chủ trì nào có thể cho bạn vào. VPN, mạng công ty hoặc mạng di động có thể trông như đang ở nơi khác: hãy tắt nó hoặc dùng mạng khác, và trang này có thể đưa bạn vào. Nếu vẫn không được, hãy nói ở bên dưới rằng bạn không ở đó. Nếu vẫn không tham gia được, hãy khiếu nại.",
    },
  },
  appeal: {
    lead: "Hãy nói vì sao điều này là sai, bằng bất kỳ ngôn ngữ nào. Bạn không phải nói mình là ai hay vì sao muốn dự cuộc họp.",
    clock:
      "Một người không tham gia vào lệnh này sẽ quyết định trong 72 giờ, hoặc trong một nửa thời gian còn lại nếu ngắn hơn. Nếu không ai quyết định, lệnh tự hết.",
    text: "Khiếu nại của bạn",
    send: "Gửi khiếu nại",
    sent: "Khiếu nại của bạn đã được gửi.",
    dueOn: (day: string) => `Chậm nhất vào ${day} sẽ có quyết định, nếu không thì lệnh tự hết.`,
    link: "Liên kết riêng của bạn",
    linkHint: "Hãy giữ lại: nó cho biết điều gì đã được quyết định. Nó chỉ hiện lúc này.",
    decided: "Đã có quyết định về một khiếu nại đối với lệnh này.",
    over: "Lệnh này đã hết.",
    wrongTitle: "Liên kết này không dùng được",
    wrong: "Phần sau dấu # bị thiếu hoặc không đúng. Hãy mở cả liên kết.",
    madeOn: (day: string) => `Gửi ngày ${day}`,
    state: {
      open: "Chưa ai quyết định.",
      upheld: "Lệnh vẫn giữ nguyên.",
      overturned: "Bạn đã đúng: lệnh đã hết. Mọi người từng không vào được nay có thể tham gia.",
      "not-decided-in-time": "Không ai quyết định kịp, nên lệnh đã tự hết.",
      "order-over": "Lệnh đã hết trước khi có ai quyết định.",
    },
    reasons: "Lý do",
    yours: "Những gì bạn đã viết",
    destroyed:
      "Nội dung này đã bị hủy. Những gì được viết về một lệnh được giữ khoảng một năm sau khi lệnh hết.",
  },
  order: {
    state: {
      ahead: "Một lệnh sẽ có hiệu lực sau này",
      suspended: "Một lệnh hiện không có hiệu lực",
      "in-force": "Một lệnh đang có hiệu lực",
      over: "Một lệnh đã hết",
    },
    lead: (places: string) =>
      `Một chính phủ ra lệnh rằng không thể tham gia một cuộc họp từ nơi này: ${places}. Ở đây không nói đó là cuộc họp nào.`,
    takenDown: "Nội dung này đã bị gỡ khỏi nhật ký công khai.",
    excepted: "Trừ",
    from: "Từ",
    appealTitle: "Khiếu nại",
    appealLead:
      "Ai cũng có thể khiếu nại, không cần tài khoản. Quyết định hoặc việc lệnh hết hiệu lực chỉ hiện ở đây và ở liên kết riêng của bạn vào ngày hôm sau: giờ chính xác có thể làm lộ cuộc họp.",
    none: "Ở đây không có lệnh nào. Địa chỉ có thể chưa đầy đủ.",
  },
  report: {
    title: "Báo cáo lạm dụng",
    lead: "Báo cáo này đến người vận hành dịch vụ. Không ai trong cuộc họp biết.",
    inside: "Báo cáo của bạn cho thấy bạn đã ở trong cuộc họp, nhưng không cho biết bạn là ai.",
    what: "Đó là việc gì?",
    choose: "Hãy chọn điều phù hợp nhất.",
    kinds: {
      harassment: "Có người quấy rối người khác",
      threat: "Một lời đe dọa",
      sexual: "Nội dung tình dục không ai yêu cầu",
      "child-safety": "Một trẻ em đang gặp nguy hiểm",
      spam: "Thư rác hoặc lừa đảo",
      other: "Việc khác",
    },
    about: "Báo cáo này về ai?",
    aboutMeeting: "Về cuộc họp",
    aboutText:
      "Cho đến khi cuộc họp kết thúc, dịch vụ này thấy tên và có thể tắt micrô của người này hoặc đưa họ ra ngoài. Người đã rời đi thì không được nêu tên.",
    text: "Điều gì đã xảy ra?",
    fromState: "Tôi viết thay mặt một chính phủ, tòa án hoặc cảnh sát",
    fromStateText:
      "Vậy thì dịch vụ này trả lời bạn theo quy trình đã công bố. Một yêu cầu không bao giờ kết thúc cuộc họp và không bao giờ đình chỉ tài khoản.",
    send: "Gửi báo cáo",
    sent: "Cảm ơn bạn. Báo cáo đã được gửi.",
    sentText:
      "Một cuộc họp chỉ bị kết thúc, hay một tài khoản chỉ bị đình chỉ, khi hai người của dịch vụ này đồng ý.",
    danger: "Nếu có ai đang gặp nguy hiểm ngay lúc này, hãy gọi số khẩn cấp ở nơi bạn đang ở.",
    unread:
      "Chưa có ai của dịch vụ này đọc được báo cáo. Báo cáo của bạn sẽ chờ đến khi có người đọc được; người quản trị chỉ biết rằng có một báo cáo đang chờ.",
    unreadSent:
      "Báo cáo của bạn được giữ lại, nhưng chưa có ai của dịch vụ này đọc được. Báo cáo chờ đến khi có người đọc được.",
    noContact: "Dịch vụ này không ghi thông tin liên hệ.",
    toMeeting: "Đến cuộc họp",
  },
  reason: {
    "meeting/denied-place": (who, place) =>
      `${capital(who)} không mở cuộc họp này cho nơi sau: ${place}.`,
    "meeting/outside-allowed": (who) =>
      `${capital(who)} chỉ mở cuộc họp này cho một số nơi, và nơi của bạn không nằm trong số đó.`,
    "meeting/cannot-tell": (who) =>
      `${capital(who)} giới hạn cuộc họp này theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.`,
    "account/denied-place": (place) =>
      `Tổ chức của người chủ trì không mở các cuộc họp của mình cho nơi sau: ${place}.`,
    "account/outside-allowed":
      "Tổ chức của người chủ trì chỉ mở các cuộc họp của mình cho một số nơi, và nơi của bạn không nằm trong số đó.",
    "account/cannot-tell":
      "Tổ chức của người chủ trì giới hạn các cuộc họp của mình theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.",
    "platform/denied-place": (place) => `Dịch vụ này không mở cho nơi sau: ${place}.`,
    "platform/outside-allowed":
      "Dịch vụ này chỉ mở cho một số nơi, và nơi của bạn không nằm trong số đó.",
    "platform/cannot-tell":
      "Dịch vụ này giới hạn các cuộc họp theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.",
    "order/named": (authority, place) =>
      `${authority} đã ra lệnh rằng không thể tham gia cuộc họp này từ nơi sau: ${place}.`,
    "order/ordered": (place) =>
      `Một chính phủ đã ra lệnh rằng không thể tham gia cuộc họp này từ nơi sau: ${place}; theo luật, chúng tôi chưa được nêu tên chính phủ đó.`,
    "order/sealed": (place, time) =>
      `Một chính phủ đã ra lệnh rằng không thể tham gia cuộc họp này từ nơi sau: ${place}; theo luật, cho đến ${time}, chúng tôi không được nêu tên chính phủ đó.`,
    "host/banned": "Một người chủ trì đã quyết định rằng bạn không thể quay lại cuộc họp này.",
    "host/removed": "Một người chủ trì đã đưa bạn ra khỏi cuộc họp.",
    here: "nơi bạn đang tham gia",
  },
  reasonUntil: {
    "meeting/denied-place": (who, place, time) =>
      `Cho đến ${time}, ${who} không mở cuộc họp này cho nơi sau: ${place}.`,
    "meeting/outside-allowed": (who, time) =>
      `Cho đến ${time}, ${who} chỉ mở cuộc họp này cho một số nơi, và nơi của bạn không nằm trong số đó.`,
    "meeting/cannot-tell": (who, time) =>
      `Cho đến ${time}, ${who} giới hạn cuộc họp này theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.`,
    "account/denied-place": (place, time) =>
      `Cho đến ${time}, tổ chức của người chủ trì không mở các cuộc họp của mình cho nơi sau: ${place}.`,
    "account/outside-allowed": (time) =>
      `Cho đến ${time}, tổ chức của người chủ trì chỉ mở các cuộc họp của mình cho một số nơi, và nơi của bạn không nằm trong số đó.`,
    "account/cannot-tell": (time) =>
      `Cho đến ${time}, tổ chức của người chủ trì giới hạn các cuộc họp của mình theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.`,
    "platform/denied-place": (place, time) =>
      `Cho đến ${time}, dịch vụ này không mở cho nơi sau: ${place}.`,
    "platform/outside-allowed": (time) =>
      `Cho đến ${time}, dịch vụ này chỉ mở cho một số nơi, và nơi của bạn không nằm trong số đó.`,
    "platform/cannot-tell": (time) =>
      `Cho đến ${time}, dịch vụ này giới hạn các cuộc họp theo nơi, và chúng tôi không biết rõ bạn đang tham gia từ đâu.`,
  },
  call: {
    connecting: "Đang tham gia…",
    reconnecting: "Kết nối của bạn bị mất. Đang thử kết nối lại…",
    mic: "Micrô",
    camera: "Camera",
    speaker: "Loa",
    screen: "Chia sẻ màn hình",
    stopScreen: "Ngừng chia sẻ",
    people: "Mọi người",
    chat: "Trò chuyện",
    places: "Nơi",
    rules: "Quy tắc",
    leave: "Rời đi",
    close: "Đóng",
    muted: "micrô đang tắt",
    speaking: (name) => `${name} đang nói`,
    you: (name) => `${name} (bạn)`,
    screenOf: (name) => `Màn hình: ${name}`,
    ownScreen: "Màn hình của bạn",
    service: "dịch vụ",
    someone: "Ai đó",
    role: {
      host: "người chủ trì",
      "co-host": "đồng chủ trì",
      acting: "chủ trì thay",
      guest: "",
    },
    alone: "Chỉ có bạn ở đây. Hãy chia sẻ liên kết để mời người khác.",
    link: { copy: "Sao chép liên kết cuộc họp", copied: "Đã sao chép liên kết cuộc họp." },
    startSound: "Bật âm thanh",
    more: (count) => `và ${count} người nữa`,
    controls: "Các nút điều khiển cuộc họp",
    moreControls: "Thêm",
    panels: "Bảng",
    dismiss: "Đóng thông báo này",
    undo: "Hoàn tác",
    failed: "Việc đó không thành công. Hãy thử lại.",
    view: {
      grid: "Hiện mọi người dạng lưới",
      speaker: "Hiện người đang nói",
      pin: (name) => `Ghim: ${name}`,
      unpin: (name) => `Bỏ ghim: ${name}`,
      hideSelf: "Ẩn hình của chính tôi với tôi",
      showSelf: "Hiện hình của chính tôi cho tôi",
    },
    connection: {
      excellent: "kết nối tốt",
      good: "kết nối khá",
      poor: "kết nối yếu",
      lost: "mất kết nối",
    },
    hand: {
      raise: "Giơ tay",
      lower: "Hạ tay",
      lowerShort: "Hạ tay",
      place: (place) => `đang giơ tay, thứ tự ${place}`,
      list: "Những người giơ tay, theo thứ tự",
      saidRaised: (name) => `${name} đã giơ tay`,
      lowerOf: (name) => `Hạ tay: ${name}`,
      lowered: "Người chủ trì đã hạ tay của bạn.",
    },
    react: {
      open: "Bày tỏ cảm xúc",
      names: {
        thumb: "Giơ ngón cái",
        heart: "Trái tim",
        clap: "Vỗ tay",
        laugh: "Cười",
        wow: "Ngạc nhiên",
        party: "Ăn mừng",
      },
      said: (name, reaction) => `${name} bày tỏ: ${reaction}`,
    },
    talk: {
      placeholder: "Tin nhắn cho mọi người ở đây",
      send: "Gửi",
      empty: "Chưa có tin nhắn nào từ khi bạn vào.",
      vanish:
        "Chỉ những người đang ở đây bây giờ mới đọc được. Tin nhắn biến mất khi bạn rời đi, và không ai lưu giữ chúng.",
      notSent: "Tin nhắn của bạn chưa được gửi. Hãy thử lại.",
      tooFast: "Hơi nhanh một chút. Hãy chờ giây lát rồi gửi lại.",
      unread: (count) => `${count} tin nhắn mới`,
      openUnread: (count) => `Trò chuyện, ${count} tin nhắn mới`,
      said: (name, text) => `${name} viết: ${text}`,
      log: "Tin nhắn",
      left: (count) => `còn ${count} ký tự`,
    },
    list: {
      search: "Tìm một người",
      numbers: "Những người trùng tên có một số, mỗi người một số riêng.",
      none: "Không có ai tên đó ở đây.",
      count: (count) => `Có ${count} người ở đây`,
      open: (count) => `Mọi người, có ${count} người ở đây`,
      actions: (name) => `Tùy chọn khác: ${name}`,
    },
    devices: {
      title: "Thiết bị",
      blur: "Làm mờ nền của tôi",
      standard: "Mặc định của hệ thống",
    },
    keys: {
      title: "Phím tắt",
      use: "Dùng từng phím đơn làm phím tắt",
      note: "Chúng không có tác dụng khi bạn đang gõ chữ.",
      mic: "Bật hoặc tắt micrô",
      camera: "Bật hoặc tắt camera",
      screen: "Chia sẻ hoặc ngừng chia sẻ màn hình",
      hand: "Giơ hoặc hạ tay",
      chat: "Mở hoặc đóng trò chuyện",
      people: "Mở hoặc đóng danh sách mọi người",
      view: "Dạng lưới, hoặc người đang nói",
      help: "Hiện các phím tắt này",
      escape: "Đóng phần đang mở",
      escapeKey: "Esc",
    },
    announce: {
      title: "Trợ năng",
      on: "Cho trình đọc màn hình của tôi biết ai đang nói",
    },
    sealed: {
      on: "Được mã hóa đầu cuối",
      off: "Không được mã hóa đầu cuối",
      vouched: "Được mã hóa đầu cuối, có bảo đảm",
      agreeing: "Đang thống nhất khóa…",
      without: "Chưa có khóa",
      held: "Đã mã hóa. Có thể không ai thấy hay nghe bạn",
      heldText:
        "Âm thanh và hình ảnh của bạn chỉ rời trang này khi đã mã hóa, nếu không thì không được gửi. Vài giây qua trang không mã hóa được, hoặc không biết có mã hóa được không: có thể không ai thấy hay nghe bạn. Nếu vẫn vậy, hãy tải lại trang.",
      title: "Ai có thể thấy và nghe cuộc gọi này",
      code: "Mã bảo mật",
      how: "Hãy cùng đọc to mã này. Nếu mọi người đều có mã giống nhau, chỉ những người trong danh sách dưới đây có thể thấy và nghe các bạn. Có ai các bạn không quen không? Mã thay đổi mỗi khi có người vào hoặc ra.",
      differ:
        "Nếu mã khác nhau khi không ai vào hay ra, có thể có người đang nghe: đừng nói điều gì riêng tư ở đây. Hãy mở một cuộc họp mới và gửi liên kết bằng cách khác.",
      changed: "Mã vừa thay đổi: hãy bắt đầu lại từ chữ số đầu tiên.",
      inWords: "Cùng mã đó bằng từ ngữ",
      codeWaiting: (names: string) => `Đang chờ: ${names}. Mỗi trang góp một phần vào mã.`,
      codeOverdue: (names: string) =>
        `Không có phản hồi từ: ${names}. Có thể trang đang chậm hoặc đang được tải lại.`,
      codeAgain: "Thử lại",
      codeAlone: "Khi chỉ có mình bạn ở đây thì không có gì để so sánh.",
      codeTooMany: "Khi có hơn 50 người ở đây thì không có mã để so sánh.",
      group: "Ai có khóa",
      unvouched:
        "Bạn chưa có khóa: một người chủ trì phải bảo đảm cho bạn. Cho đến lúc đó bạn không thấy hay nghe ai, và không ai thấy hay nghe bạn. Khi có người bảo đảm, trang này tự tiếp tục.",
      notBelieved:
        "Theo đồng hồ của thiết bị này, cuộc gọi đã bắt đầu hơn 24 giờ trước hoặc chưa bắt đầu: vì thế trang này không thể nhận khóa cũng không thể trao khóa. Hãy kiểm tra ngày giờ của thiết bị; khi đã đúng, trang này tự tiếp tục. Nếu ngày giờ vốn đã đúng, mọi người phải rời đi rồi vào lại.",
      believed:
        "Cuộc họp này không có bảo đảm: bất kỳ ai có liên kết đầy đủ đều nhận khóa khi dịch vụ này cho họ vào.",
      vouchedText:
        "Cuộc họp này có bảo đảm: chỉ những người được một người chủ trì, hoặc người được người chủ trì cho phép, bảo đảm mới nhận khóa. Nếu không, ngay cả bên vận hành dịch vụ này cũng không thể đưa ai vào.",
      numbers:
        "Số dưới mỗi tên chỉ thuộc về người đó và giống nhau ở mọi người cho đến khi người đó tải lại trang của mình: nhờ số này có thể phân biệt hai người cùng tên.",
      outside: "không mã hóa, không được hiện hay phát tiếng",
      turns: (count: number) => `Số lần khóa thay đổi từ khi bạn vào: ${count}`,
      noTurns: "Khóa chưa thay đổi từ khi bạn vào.",
      dropped: (sent: number, shown: number) =>
        `Mẩu âm thanh, hình ảnh và tin nhắn của bạn không mã hóa được và không gửi đi: ${sent}. Mẩu của người khác không mở được và không hiển thị: ${shown}. Một vài mẩu là bình thường.`,
      sees: "Dịch vụ này có thể thấy gì",
      seesText:
        "Ai ở trong cuộc gọi và khi nào, mỗi người dường như tham gia từ đâu, ai nói và nói bao nhiêu, cùng kích thước và thời điểm của những gì được gửi.",
      seesNot: "Dịch vụ không thể thấy hay nghe gì",
      seesNotText: "Hình ảnh, âm thanh, màn hình chia sẻ, trò chuyện, biểu cảm và việc giơ tay.",
      sealedWith: (format: string) => `Được mã hóa bằng ${format}.`,
      nativeClients:
        "Cuộc họp này cũng cho phép các ứng dụng khác, với định dạng bảo vệ kém hơn: dịch vụ vẫn không thể thấy hay nghe gì, nhưng có thể cho máy quay của một người hiện ra như màn hình của họ, hoặc phát lại một khoảnh khắc.",
      program:
        "Chương trình của trang này cũng đến từ dịch vụ: hãy tin vào bên vận hành dịch vụ, hoặc so với bản phát hành đã công bố. Trong mã nguồn của Graticule, lệnh này làm việc đó:",
      openText:
        "Những gì bạn nói và cho xem được mã hóa trên đường đến dịch vụ và từ đó đến những người khác. Ở giữa, bên vận hành dịch vụ có thể thấy và nghe được.",
      openChange: "Người chủ trì có thể thay đổi điều này khi không có ai trong cuộc họp.",
      unsealed: (name: string) => `Có nội dung từ ${name} đến mà không mã hóa nên không được hiện.`,
      unlisted: (name: string) =>
        `${name} có khóa của cuộc gọi này nhưng không hiện trong số những người ở đây.`,
      unlistedRow: "có khóa, không hiện trong số những người ở đây",
      rekeyed: (name: string) =>
        `${name} có khóa mới. Trang của người đó đã được tải lại, hoặc đó là người khác.`,
      rekeyedRow: "có khóa mới từ khi bạn vào",
      delayed: "Trang này đã xin khóa quá nhiều lần và phải chờ một phút.",
      distrusted: "Đã có sự cố với khóa, nên trang của bạn đã thiết lập lại khóa.",
    },
    told: {
      muted: "Một người chủ trì đã tắt micrô của bạn. Bạn có thể bật lại.",
      mutedByService:
        "Sau một báo cáo từ trong cuộc họp, dịch vụ này đã tắt micrô của bạn theo điều khoản sử dụng của mình. Bạn có thể bật lại. Nếu bạn nghĩ rằng điều này là sai, hãy viết cho bên vận hành dịch vụ này.",
      coHost:
        "Bây giờ bạn là đồng chủ trì: bạn có thể cho người khác vào và giúp điều hành cuộc họp.",
      noCoHost: "Bạn không còn giúp điều hành cuộc họp nữa.",
      acting: "Bạn chủ trì thay khi người chủ trì vắng mặt.",
      inCharge: "Bây giờ bạn điều hành cuộc họp này, cho đến khi người chủ trì quay lại.",
      hostBack: "Người chủ trì đã quay lại và lại điều hành cuộc họp.",
      runs: (names) => `Bây giờ ${names} điều hành cuộc họp.`,
      nobodyRuns: "Hiện không có ai điều hành cuộc họp.",
      ruleChanged: "Quy định ai có thể tham gia cuộc họp này đã thay đổi.",
      locked: "Cuộc họp đang khóa: ai mới đến sẽ đợi cho đến khi được cho vào.",
      limited:
        "Cuộc họp này tiếp tục. Một lệnh giới hạn việc tham gia theo nơi. Những người vẫn còn ở đây không bị ảnh hưởng.",
    },
    soon: {
      title: "Bạn không thể ở lại đây lâu nữa.",
      until: (time: string) => `Bạn có thể ở lại đến ${time}.`,
      ends: "Lệnh kết thúc",
      left: (minutes: number) => `Số phút còn lại: ${minutes}`,
      only: "Chỉ mình bạn thấy điều này. Không ai khác được cho biết.",
      leave: "Rời ngay",
    },
  },
  process: {
    lead: "Yêu cầu của một chính phủ chỉ có thể chạm đến những người ở trong lãnh thổ của chính phủ đó, và không ai khác. Dưới đây là ý nghĩa của điều đó trên dịch vụ này, trong phiên bản đang chạy ở đây.",
    sections: [
      {
        title: "Không cuộc họp nào bị kết thúc, không tài khoản nào bị đình chỉ",
        body: "Không có gì trong dịch vụ này cho phép một yêu cầu kết thúc cuộc họp với tất cả mọi người, đình chỉ một tài khoản hoặc thay đổi một cuộc họp khác. Người chủ trì có thể kết thúc cuộc họp cho tất cả. Ngoài ra chỉ có lạm dụng mới có thể là lý do, và việc đó có cách xử lý riêng, ở bên dưới.",
      },
      {
        title: "Giới hạn theo nơi",
        body: "Người chủ trì có thể chỉ mở cuộc họp cho một số nơi, hoặc không mở cho một số nơi. Đó là lựa chọn của chính người chủ trì, và ai không vào được đều được cho biết điều đó. Để biết một người ở đâu, chúng tôi chỉ nhìn vào các địa chỉ mạng của trang và của âm thanh, hình ảnh của người đó, và chỉ trong lúc người đó đang kết nối; các địa chỉ này không bao giờ được lưu lại. VPN có thể khiến một người có vẻ như đang ở nơi khác.",
      },
      {
        title: "Lệnh",
        body: "Khi một chính phủ ra lệnh, dịch vụ có thể không cho những người đang ở trong lãnh thổ của chính phủ đó tham gia một phiên của một cuộc họp, nhiều nhất là bảy ngày. Điều này chỉ chạm đến những người mà chúng tôi biết chắc đang ở đâu: ai có thể đang ở nơi khác thì vẫn ở lại. Mọi người không vào được đều được cho biết rằng đó là lệnh, do ai ra và đến khi nào; nếu một cái tên không được nêu, trang cũng nói rõ điều đó. Cần hai người của dịch vụ này, không phải người đã nhập yêu cầu; chỉ một người là đủ để chấm dứt lệnh, hoặc để từ chối yêu cầu nếu người khác đã nhập nó.",
      },
      {
        title: "Khiếu nại",
        body: "Người không vào được, người chủ trì và bất kỳ ai khác đều có thể khiếu nại, không cần tài khoản. Một người không tham gia vào lệnh quyết định trong 72 giờ, hoặc trong một nửa thời gian còn lại nếu ngắn hơn; nếu không ai quyết định, lệnh tự hết. Khi một lệnh hết, mọi người từng không vào được có thể tham gia ngay.",
      },
      {
        title: "Những gì được công khai",
        body: "Mỗi yêu cầu được công bố ngay khi được ghi nhận, không nêu tên người hay cuộc họp, và người chủ trì cuộc họp được thông báo. Nếu luật không cho phép ngay cả việc nói rằng có một yêu cầu, dịch vụ không làm gì theo yêu cầu đó chừng nào còn như vậy. Dịch vụ có thể niêm phong việc yêu cầu đó đã tồn tại; niêm phong được mở chậm nhất sau một năm.",
      },
      {
        title: "Lạm dụng",
        body: "Ai cũng có thể báo cáo lạm dụng. Để kết thúc một cuộc họp hay đình chỉ một tài khoản vì lý do đó cần hai người của dịch vụ này và báo cáo của một người đã ở bên trong. Điều mà một chính phủ gửi đến được trả lời như một yêu cầu, dù họ gọi nó là gì; nếu có yêu cầu như vậy, người thứ ba cũng phải đồng ý, và cả hai được công khai cùng nhau.",
      },
      {
        title: "Những gì được lưu giữ",
        body: "Tiêu đề, thời gian và quy tắc của cuộc họp được lưu lại; 30 ngày sau khi cuộc họp kết thúc, chúng được xóa. Ai đang có mặt chỉ được biết cho đến khi cuộc họp kết thúc, còn họ ở đâu thì chỉ nằm trong bộ nhớ của máy chủ khi họ đang kết nối. Sau đó, không có danh sách nào để giao nộp. Dịch vụ không ghi âm, ghi hình gì cả. Các cuộc họp tạo trên trang này được mã hóa đầu cuối trừ khi người chủ trì tắt đi: ai kiểm soát máy chủ cũng không thể xem hay nghe, miễn là trang được cung cấp đúng như đã công bố. Trừ khi người chủ trì bảo đảm cho từng người, bất kỳ ai có liên kết đầy đủ và được cho vào đều nhận khóa, kể cả người vận hành dịch vụ này.",
      },
      {
        title: "Hỏi ai",
        body: "Mỗi dịch vụ do một bên riêng vận hành: một trường đại học, một tòa soạn, một công ty. Người đã đưa liên kết cho bạn có thể cho bạn biết ai vận hành dịch vụ này. Chỉ họ mới có thể trả lời khiếu nại, và họ chịu trách nhiệm trước luật pháp nước mình.",
      },
    ],
    holds: "Dịch vụ này lưu giữ những gì",
    sources: "Thông tin về nơi đến từ đâu",
    own: "Danh sách mạng riêng của dịch vụ này",
    state: {
      fresh: "",
      stale: "dữ liệu cũ",
      missing: "hiện không có",
      rejected: "hiện không dùng được",
    },
  },
};
